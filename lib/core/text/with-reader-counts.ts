import { formatCount } from './format-amount.ts';

/**
 * A sentence that the server wrote, with its large numbers as the browser's language writes them: of
 * "9,998 of 10,000 requests" a German reads "9.998 of 10.000 requests". The server writes sentences for terminals
 * and logs too. Smaller numbers are the same in most languages.
 */
export function withReaderCounts(sentence: string): string {
  return sentence.replace(/(?<![\d.,])\d{1,3}(?:,\d{3}){1,4}(?![\d,]|\.\d)/g, (written) =>
    formatCount(Number(written.replaceAll(',', ''))),
  );
}
