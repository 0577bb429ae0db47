/** The longest label of a link, in characters (CommonMark 0.31, 6.3). */
export const MAX_LABEL_LENGTH = 999;
const NO_LABELS: ReadonlySet<string> = new Set();

/**
 * Every text in square brackets that could refer to a definition, normalized as labels are. Some of
 * them do not (in code, or in a link): one too many is better than one too few.
 */
export function referenceLabels(source: string): ReadonlySet<string> {
  if (!source.includes('[')) return NO_LABELS;
  const labels = new Set<string>();
  let opened = -1;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (character === '[') {
      opened = index;
    } else if (character === ']') {
      if (opened >= 0 && index - opened <= MAX_LABEL_LENGTH + 1) {
        labels.add(normalizeLabel(source.slice(opened + 1, index)));
      }
      opened = -1;
    } else if (character === '\\' && source[index + 1] !== '[') {
      index += 1;
    }
  }
  return labels;
}

/** Normalizes as marked does, but without the quote marks in a label that spans lines. */
function normalizeLabel(label: string): string {
  return label
    .replace(/\n[ \t>]*/g, ' ')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase();
}
