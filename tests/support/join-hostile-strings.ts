import { advanceMarkdown } from '#lib/core/markdown/advance-markdown.ts';
import { EMPTY_STREAM } from '#lib/core/markdown/markdown-stream.ts';

/**
 * What closes a block that would otherwise swallow everything after it: fences, and HTML of
 * CommonMark's kinds 1 to 5.
 */
const CLOSERS = [
  '',
  '\n``````````',
  '\n~~~~~~~~~~',
  '\n-->',
  '\n?>',
  '\n]]>',
  '\n>',
  '\n</script>',
  '\n</style>',
  '\n</pre>',
  '\n</textarea>',
];

/**
 * Joins strings into texts of about `length` characters, in which each is parsed as it would be
 * alone: anything a string leaves open is closed after it, and a string that nothing closes is the
 * last of its text.
 */
export function joinHostileStrings(strings: readonly string[], length: number): string[] {
  const texts: string[] = [];
  let text = '';
  for (const string of strings) {
    const closer = CLOSERS.find((candidate) => isClosed(string + candidate));
    text += `${string}${closer ?? ''}\n\n`;
    if (closer === undefined || text.length >= length) {
      texts.push(text);
      text = '';
    }
  }
  return text === '' ? texts : [...texts, text];
}

/** Whether a paragraph after the text is one of its own. */
function isClosed(text: string): boolean {
  const { document } = advanceMarkdown(EMPTY_STREAM, `${text}\n\nend`, false);
  const last = document.at(-1)?.at(-1);
  return last?.type === 'paragraph' && last.children.length === 1 && last.children[0] === 'end';
}
