import { showDiagram } from '../gallery-steps.ts';
import { button, type GalleryState, openChat, scrollTo } from './gallery-state.ts';

/** Stored replies of every kind, and what can be done to them. */
export const READING_STATES: readonly GalleryState[] = [
  stored('reading', 'A reply of every kind of block', 'h3'),
  stored('reading-lists', 'Lists and formulas', 'ol', 'reading'),
  stored('reading-code', 'Long code, folded', 'pre', 'reading'),
  {
    ...{ name: 'reading-details', caption: 'Details, opened, and footnotes' },
    go: async (page, url) => {
      await openChat(page, url, 'reading');
      await page.locator('summary', { hasText: 'The log of the server' }).click();
      await scrollTo(page, 'summary');
    },
  },
  stored('table', 'A table with hidden columns, and a small one', 'table'),
  stored('arabic', 'A conversation from right to left', 'h3'),
  stored('arabic-table', 'Lists, code and tables from right to left', 'table', 'arabic'),
  stored('japanese', 'Emphasis and addresses in Japanese', 'strong'),
  stored('thought', 'A thought, closed', 'article'),
  {
    ...{ name: 'thought-open', caption: 'A thought, opened' },
    go: async (page, url) => {
      await openChat(page, url, 'thought');
      await button(page, /^Thought for/).click();
      await page.getByRole('region', { name: 'Thinking' }).waitFor();
    },
  },
  stored('sources', 'Sources and searches', 'article'),
  stored('picture', 'A drawn picture, and a call', 'img'),
  stored('files', 'Files of a message', 'article'),
  {
    ...{ name: 'file-open', caption: 'A file of a message, opened' },
    go: async (page, url) => {
      await openChat(page, url, 'files');
      await button(page, /main\.py/).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { ...{ name: 'diagram', caption: 'A diagram', alone: true }, go: showDiagram },
  {
    ...{ name: 'diagram-missing', caption: 'A diagram that could not be loaded', alone: true },
    go: async (page, url) => {
      await page.route('**/diagram/**', (route) => route.abort());
      await showDiagram(page, url);
    },
  },
  stored('stopped', 'A reply that was stopped', 'article'),
  stored('long', 'A folded message, and a way to the end', 'article'),
  {
    ...{ name: 'cost', caption: 'Tokens and cost, for the operator' },
    go: async (page, url) => {
      await openChat(page, url, 'cost');
      await button(page, 'Tokens and cost').click();
    },
  },
  {
    ...{ name: 'editing', caption: 'A message that is edited' },
    go: async (page, url) => {
      await openChat(page, url, 'thought');
      await page.getByRole('textbox', { name: 'Message', exact: true }).press('ArrowUp');
      await page.getByRole('textbox', { name: 'Edit your message' }).waitFor();
    },
  },
  {
    ...{ name: 'printed', caption: 'A conversation on paper', alone: true },
    go: async (page, url) => {
      await openChat(page, url, 'reading');
      await page.emulateMedia({ media: 'print' });
    },
  },
];

/** A stored conversation, at the first element that `selector` finds. */
function stored(name: string, caption: string, selector: string, id = name): GalleryState {
  return {
    name,
    caption,
    go: async (page, url) => {
      await openChat(page, url, id);
      await scrollTo(page, selector);
    },
  };
}
