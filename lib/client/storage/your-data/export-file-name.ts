const MAX_STEM = 60;

/** A file name that every system accepts, from a title that can contain anything. */
export function exportFileName(title: string, extension: string): string {
  const words = title.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '-');
  const stem = Array.from(words).slice(0, MAX_STEM).join('').replace(/^-|-$/g, '');
  return `${stem || 'conversation'}.${extension}`;
}
