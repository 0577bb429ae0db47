import 'server-only';
import { drawLighthouse } from './draw-lighthouse.ts';

/** What a simulated reply has besides thinking and text, as its upstream writes it. */
export type ReplyMembers = {
  /** OpenAI, "Web search" of Chat Completions. */
  annotations: readonly object[];
  /** OpenRouter, "Image Generation". */
  images: readonly object[];
};

const CITED = [
  {
    text: 'A request over a rate limit gets a 429, and the response headers say when there is room again.',
    title: 'Rate limits',
    url: 'https://platform.openai.com/docs/guides/rate-limits',
  },
  {
    text: 'A 401 means that the key is wrong, or belongs to another organization or project.',
    title: 'Error codes',
    url: 'https://platform.openai.com/docs/guides/error-codes',
  },
  {
    text: 'A key belongs on the server: never in a browser, and never in a repository.',
    title: 'Production best practices',
    url: 'https://platform.openai.com/docs/guides/production-best-practices',
  },
] as const;

/** A text whose sentences each cite a page. */
export const CITING_TEXT = `${CITED.map(({ text }) => `- ${text}`).join('\n')}

A model that searches the web sends its sources beside the text, and Starlight lists them here. I looked nothing up: these three pages of OpenAI's documentation are fixed.`;

/** A text that a drawn picture belongs to. */
export const DRAWING_TEXT =
  'This is a lighthouse at dusk, drawn by a few lines of code. A model that makes pictures sends them the same way, beside its text.';

/** The members that belong to a text, or to as much of it as was said. */
export function membersOf(text: string): ReplyMembers {
  return {
    annotations: CITED.flatMap(({ text: cited, title, url }) => {
      const at = text.indexOf(cited);
      if (at === -1) return [];
      // In code points, as OpenAI counts.
      const start_index = [...text.slice(0, at)].length;
      const end_index = start_index + [...cited].length;
      return { type: 'url_citation', url_citation: { start_index, end_index, title, url } };
    }),
    images: text.includes(DRAWING_TEXT)
      ? [{ type: 'image_url', image_url: { url: drawLighthouse() }, index: 0 }]
      : [],
  };
}
