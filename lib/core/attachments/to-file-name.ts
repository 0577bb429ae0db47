const MAX_LENGTH = 80;
const MAX_EXTENSION_LENGTH = 12;
/** Far more than is shown: a name can have any length. */
const MAX_READ = 1000;

/**
 * A file's name as it is shown and sent: one line of at most 80 characters, without invisible ones, such as
 * those that turn the direction of writing around (`gpj.exe`). A long one keeps its extension.
 */
export function toFileName(name: string): string {
  const ends = name.length > 2 * MAX_READ ? name.slice(0, MAX_READ) + name.slice(-MAX_READ) : name;
  const clean = ends
    .replace(/[\s\u2028\u2029]/g, ' ')
    // Joiners are needed by emoji and several scripts.
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/ {2,1000}/g, ' ')
    .trim();
  const characters = Array.from(clean);
  if (characters.length === 0) return 'file';
  if (characters.length <= MAX_LENGTH) return clean;
  const extension = extensionOf(clean);
  const kept = characters.slice(0, MAX_LENGTH - extension.length - 1).join('');
  return `${kept.trimEnd()}…${extension}`;
}

/** With its dot; '' without one. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot === -1 ? '' : name.slice(dot);
  return extension.length <= MAX_EXTENSION_LENGTH + 1 ? extension : '';
}
