const FENCE_LINE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)?(`{3,}|~{3,})/;

/** The opening fence of a code block: "```" and "js"; the language may be empty. */
type OpenFence = { marker: string; language: string };

/** The code block still open at the end of a text (CommonMark 0.31, 4.5), or null. */
export function findOpenFence(text: string): OpenFence | null {
  let open: OpenFence | null = null;
  for (const line of text.split('\n')) {
    const [start = '', marker] = FENCE_LINE.exec(line) ?? [];
    if (marker === undefined) continue;
    const info = line.slice(start.length).trim();
    if (open) {
      const closes = info === '' && marker.startsWith(open.marker);
      if (closes) open = null;
    } else if (!(marker.startsWith('`') && info.includes('`'))) {
      open = { marker, language: info.split(/\s/, 1)[0] ?? '' };
    }
  }
  return open;
}
