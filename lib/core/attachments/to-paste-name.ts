import { toFileName } from './to-file-name.ts';

const MAX_LENGTH = 40;
/** How much is searched for a word. */
const MAX_READ = 2000;

/** The name of a pasted text: its first words, at most 40 characters. */
export function toPasteName(text: string): string {
  const start = toFileName(
    text
      .trimStart()
      .slice(0, MAX_READ)
      .replace(/\s{1,1000}/g, ' '),
  );
  if (start.length <= MAX_LENGTH) return start === 'file' ? 'Pasted text' : start;
  const cut = Array.from(start).slice(0, MAX_LENGTH).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > MAX_LENGTH / 2 ? cut.slice(0, space) : cut).replace(/…$/, '')}…`;
}
