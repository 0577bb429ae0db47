const MAX_LABEL_LENGTH = 999;
const NO_LABELS: ReadonlySet<string> = new Set();

/**
 * Every text in square brackets that could refer to a definition, normalised as labels are. Some of
 * them do not (they stand in code, or in a link): rather one too many than one too few.
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

/** As marked normalises, but with the marks of quotes taken out of a label that runs over lines. */
function normalizeLabel(label: string): string {
  return label
    .replace(/\n[ \t>]*/g, ' ')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase();
}
