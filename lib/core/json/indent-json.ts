import { parseJson } from './parse-json.ts';

/** Deeper values are indented no further: the text would grow with the square of the depth. */
const MAX_INDENT = 20;
// A string, white space, a mark, or anything else.
const TOKEN = /"(?:[^"\\]|\\.)*"|\s+|[{}[\],:]|[^"\s{}[\],:]+/g;
const OPENING = '{[';
const CLOSING = '}]';

/**
 * JSON with line breaks and indentation. Only white space changes, so every number and every repeated
 * name stays as written. Text that is not JSON comes back unchanged.
 */
export function indentJson(text: string): string {
  if (parseJson(text) === undefined) return text;
  const tokens = (text.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  let depth = 0;
  const lineBreak = () => `\n${'  '.repeat(Math.min(depth, MAX_INDENT))}`;
  const write = (token: string, index: number): string => {
    const previous = tokens[index - 1] ?? '';
    const isFirst = previous !== '' && OPENING.includes(previous);
    if (CLOSING.includes(token)) {
      depth -= 1;
      return isFirst ? token : lineBreak() + token;
    }
    const start = isFirst || previous === ',' ? lineBreak() : '';
    if (OPENING.includes(token)) depth += 1;
    return start + (token === ':' ? ': ' : token);
  };
  return tokens.map(write).join('');
}
