import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Markdown } from '#components/markdown/markdown.tsx';

/** The HTML of a reply, as a browser gets it. */
export function renderMarkdown(text: string, streaming = false): string {
  return renderToStaticMarkup(createElement(Markdown, { text, streaming }));
}

/**
 * The same without the two outer elements, buttons, classes, directions and the attributes every link has: only
 * structure remains.
 */
export function renderStructure(text: string, streaming = false): string {
  return renderMarkdown(text, streaming)
    .replace(/^<div[^>]*>(?:<div class="reply-flow reply-part">)?|<\/div>$/g, '')
    .replace(/<\/div>(<p class="streaming-mark"><\/p>)?$/, '$1')
    .replaceAll(/ dir="[a-z]*"/g, '')
    .replace(/ class="(?:[^"]*\b(streaming-mark|text-(?:left|center|right)))?[^"]*"/g, (_, kept) =>
      kept === undefined ? '' : ` class="${kept}"`,
    )
    .replaceAll(
      /<button[^>]*>([^<]*)(?:<!-- -->)?([^<]*)<\/button>| data-(?:foot)?note="\d+"/g,
      '$1$2',
    )
    .replaceAll(
      ' target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer"',
      '',
    );
}

/**
 * Every tag of a page with its attributes. React escapes `<` and `"` in text and attribute values.
 */
export function readTags(html: string): { name: string; attributes: Map<string, string> }[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?: [^<>]*?)?)\/?>/gi)].map(
    ([, name = '', rest = '']) => ({
      name,
      attributes: new Map(
        [...rest.matchAll(/ ([^\s=]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
          key.toLowerCase(),
          value.replaceAll('&amp;', '&'),
        ]),
      ),
    }),
  );
}
