import { numberSources } from '../markdown/citations/number-sources.ts';
import type { ChatMessage } from './chat-log.ts';
import type { Source } from './reply-extras.ts';

/** A reply as plain text: its text as written and, after it, the pages it cites, one a line. */
export function replyAsText({ text, sources = [] }: Pick<ChatMessage, 'text' | 'sources'>): string {
  const lines = numberSources(sources).map(
    ({ number, title, url }) => `[${number}] ${title === '' ? '' : `${title}: `}${url}`,
  );
  return lines.length === 0 ? text : `${text}\n\nSources:\n${lines.join('\n')}`;
}

/** The pages that a reply cites as a Markdown list with their numbers; '' if there are none. */
export function sourcesAsMarkdown(sources: readonly Source[]): string {
  const pages = numberSources(sources);
  // Markdown counts on from the first number of a list, whatever the others are.
  const isCounted = pages.every(({ number }, index) => number === index + 1);
  const items = pages.map(({ number, title, url }) => {
    const words = title.replace(/[\\[\]<>*_`]/g, '\\$&');
    const address = `<${url.replace(/[<>]/g, encodeURIComponent)}>`;
    const item = words === '' ? address : `[${words}](${address})`;
    return isCounted ? `${number}. ${item}` : `- [${number}] ${item}`;
  });
  return items.length === 0 ? '' : `**Sources**\n\n${items.join('\n')}`;
}
