/**
 * The sections of OWASP ASVS 5.0.0, each with the levels of its requirements in order: `V3.4` has
 * eight, of which the first two are level 1. From
 * 5.0/docs_en/OWASP_Application_Security_Verification_Standard_5.0.0_en.csv of
 * github.com/OWASP/ASVS.
 */
export const SECTIONS: Readonly<Record<string, string>> = {
  ...sectionsOf('V1', '22 1111122223 112222222223 222 123'),
  ...sectionsOf('V2', '122 112 12223 23'),
  ...sectionsOf('V3', '3 113 12223 11222233 11122333 3 22333'),
  ...sectionsOf('V4', '12233 23333 22 1222'),
  ...sectionsOf('V5', '2 112333 113 222'),
  ...sectionsOf('V6', '122 111111112222 11223333 112233 22222333 2223 33 2222'),
  ...sectionsOf('V7', '222 1111 22 11222 223 22'),
  ...sectionsOf('V8', '1233 1123 133 23'),
  ...sectionsOf('V9', '111 1222'),
  ...sectionsOf('V10', '22 223 22223 1111122222233333 22222 22 222'),
  ...sectionsOf('V11', '2233 22233 11233 1222 23 23 33'),
  ...sectionsOf('V12', '12233 11 22223'),
  ...sectionsOf('V13', '2333 222223 2233 1222233'),
  ...sectionsOf('V14', '22 12223333 122'),
  ...sectionsOf('V15', '12233 12233 1222222 3333'),
  ...sectionsOf('V16', '2 22222 2222 222 2223'),
  ...sectionsOf('V17', '23 22223333 22'),
};

const VERDICTS = ['met', 'partly', 'not met', 'operator'];

/** A line of docs/asvs.md, from the table of what applies or (`verdict` null) of what does not. */
type AsvsLine = {
  /** A requirement (`V3.4.1`), or a section or chapter that does not apply as a whole. */
  id: string;
  level: string | null;
  verdict: string | null;
  cells: readonly string[];
};

/**
 * The lines of the tables. A line about what does not apply may name several, separated by commas.
 */
export function readAsvsLines(markdown: string): AsvsLine[] {
  return markdown.split('\n').flatMap((line): AsvsLine[] => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, first = '', level = '', , verdict = ''] = cells;
    if (!/^V\d/.test(first)) return [];
    if (/^[123]$/.test(level)) return [{ id: first, level, verdict, cells }];
    return first.split(', ').map((id) => ({ id, level: null, verdict: null, cells }));
  });
}

/** The faults in the lines, each as a sentence. */
export function findAsvsFaults(lines: readonly AsvsLine[]): string[] {
  const applicable = lines.filter(({ verdict }) => verdict !== null);
  const known = new Set(requirements().map(({ id }) => id));
  const covered = lines.flatMap(({ id }) => [...known].filter((each) => isWithin(each, id)));
  const duplicates = covered.filter((id, index) => covered.indexOf(id) !== index);
  const missing = requirements().filter(({ id, level }) => level !== '3' && !covered.includes(id));
  return [
    ...lines.filter(({ id }) => !covers(id, known)).map(({ id }) => `${id} is not in ASVS 5.0.0`),
    ...duplicates.map((id) => `${id} is covered twice`),
    ...missing.map(({ id, level }) => `${id} (level ${level}) is not covered`),
    ...applicable.flatMap(faultsOf),
    ...applicable.flatMap(({ id }, index) => {
      const before = applicable[index - 1]?.id ?? 'V0.0.0';
      return before.localeCompare(id, 'en', { numeric: true }) < 0
        ? []
        : [`${id} is listed after ${before}`];
    }),
  ];
}

function faultsOf({ id, level, verdict, cells }: AsvsLine): string[] {
  const faults: string[] = [];
  const expectedLevel = levelOf(id);
  if (expectedLevel !== undefined && expectedLevel !== level)
    faults.push(`${id} is level ${expectedLevel}`);
  if (!VERDICTS.includes(verdict ?? '')) faults.push(`${id} has the verdict "${verdict}"`);
  if (cells.length !== 8) faults.push(`${id} has ${cells.length - 2} cells instead of 6`);
  const explanation = cells[5] ?? '';
  if (explanation === '') faults.push(`${id} does not say how, or why not`);
  if (verdict === 'met' && !/`|\]\(/.test(`${explanation}${cells[6]}`))
    faults.push(`${id} names no file`);
  return faults;
}

function requirements(): { id: string; level: string }[] {
  return Object.entries(SECTIONS).flatMap(([section, levels]) =>
    [...levels].map((level, index) => ({ id: `${section}.${index + 1}`, level })),
  );
}

function levelOf(id: string): string | undefined {
  return requirements().find((requirement) => requirement.id === id)?.level;
}

function covers(id: string, known: ReadonlySet<string>): boolean {
  return [...known].some((each) => isWithin(each, id));
}

function isWithin(requirement: string, id: string): boolean {
  return requirement === id || requirement.startsWith(`${id}.`);
}

function sectionsOf(chapter: string, levels: string): Record<string, string> {
  return Object.fromEntries(
    levels.split(' ').map((each, index) => [`${chapter}.${index + 1}`, each] as const),
  );
}
