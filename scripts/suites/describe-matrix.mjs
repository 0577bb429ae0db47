/**
 * @typedef {{ id: string, title: string, inject: string, expect: string, figure?: string, waitsFor?: string }} Row
 * @typedef {{ name: string, value: number, unit: string, reached: boolean, below?: number }} Figure
 * @typedef {'chat' | 'responses'} Dialect the API in which the upstream was asked
 * @typedef {{ row: Row, figures: Figure[], file: string, status: string, dialect: Dialect }} MeasuredRow
 */

/** @type {Record<Dialect, string>} */
const API_NAMES = { chat: 'Chat Completions', responses: 'Responses' };

export const TABLE_BEGIN = '<!-- table: written by npm run test:matrix -->';
export const TABLE_END = '<!-- end of the table -->';

/**
 * The rows of a Playwright JSON report, as `tests/matrix/fault-row.ts` annotates them; a row that ran with
 * both APIs is there twice.
 *
 * @param {any} report
 * @returns {MeasuredRow[]}
 */
export function readMatrix(report) {
  return specsIn(report.suites).flatMap(({ spec, file }) =>
    spec.tests.flatMap((/** @type {any} */ test) => {
      const row = annotation(test, 'fault-row');
      if (row === null) return [];
      const figures = annotation(test, 'figures') ?? [];
      const status = test.results.at(-1)?.status ?? 'skipped';
      // This machine cannot cause the fault, so the line measured on another one stays.
      if (status === 'skipped' && row.waitsFor === undefined) return [];
      const dialect = annotation(test, 'dialect') ?? 'chat';
      return [{ row, figures, file, status, dialect }];
    }),
  );
}

/**
 * The table of docs/reliability.md. Rows that were not run keep their lines from `before`.
 *
 * @param {readonly MeasuredRow[]} rows
 * @param {string} [before] the existing table
 * @returns {string}
 */
export function describeMatrix(rows, before = '') {
  const head = [
    '| row | what happens | what follows | figure to reach | measured | test | API | |',
    '|---|---|---|---|---|---|---|---|',
  ];
  /** @type {Map<string, string>} */
  const lines = new Map();
  for (const line of before.split('\n')) {
    const id = /^\| ([UCS]\d\w*) \|/.exec(line)?.[1];
    if (id) lines.set(id, line);
  }
  for (const [id, runs] of byRow(rows)) lines.set(id, describeRow(runs));
  const ids = [...lines.keys()].sort(byId);
  return [...head, ...ids.map((id) => lines.get(id))].join('\n');
}

/**
 * The runs of each row, that with Chat Completions first.
 *
 * @param {readonly MeasuredRow[]} rows
 */
function byRow(rows) {
  const sorted = rows.toSorted((a, b) => a.dialect.localeCompare(b.dialect));
  return Map.groupBy(sorted, ({ row }) => row.id);
}

/** @param {MeasuredRow[]} runs of one row */
function describeRow(runs) {
  const [{ row, file }] = /** @type {[MeasuredRow]} */ (runs);
  const cells = [
    row.id,
    row.inject,
    row.expect,
    row.figure ?? '',
    describeFigures(runs),
    `\`tests/matrix/${file}\`: ${row.title}`,
    runs.length > 1 ? 'both' : runs.map(({ dialect }) => API_NAMES[dialect]).join(),
    verdictOfRuns(runs),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/**
 * The document with the table between its markers. Lines of rows that were not run are kept.
 *
 * @param {string} document
 * @param {readonly MeasuredRow[]} rows
 */
export function putRows(document, rows) {
  const begin = document.indexOf(TABLE_BEGIN) + TABLE_BEGIN.length;
  const end = document.indexOf(TABLE_END);
  if (begin < TABLE_BEGIN.length || end < begin) {
    throw new Error('the document has no marks for the table');
  }
  const table = describeMatrix(rows, document.slice(begin, end));
  return `${document.slice(0, begin)}\n\n${table}\n\n${document.slice(end)}`;
}

/** @param {MeasuredRow[]} runs */
function verdictOfRuns(runs) {
  const verdicts = runs.map((run) => ({ api: API_NAMES[run.dialect], verdict: verdictOf(run) }));
  const [first] = verdicts;
  if (verdicts.every(({ verdict }) => verdict === first?.verdict)) return first?.verdict ?? '';
  return verdicts.map(({ api, verdict }) => `${api}: ${verdict}`).join('; ');
}

/** @param {Pick<MeasuredRow, 'row' | 'figures' | 'status'>} measured */
function verdictOf({ row, figures, status }) {
  if (row.waitsFor !== undefined) return `waits for ${row.waitsFor}`;
  if (status === 'passed') return 'passed';
  const missed = figures.some(({ reached }) => !reached);
  return missed ? '**figure missed**' : '**failed**';
}

/**
 * Each figure once, with its value in each run.
 *
 * @param {MeasuredRow[]} runs
 */
function describeFigures(runs) {
  const byName = Map.groupBy(
    runs.flatMap(({ figures }) => figures),
    ({ name }) => name,
  );
  return [...byName].map(([name, figures]) => describeFigure(name, figures)).join('; ');
}

/**
 * @param {string} name
 * @param {Figure[]} figures
 */
function describeFigure(name, figures) {
  const values = figures.map(({ value, unit }) => {
    const digits = value >= 10 || Number.isInteger(value) ? 0 : 1;
    return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
  });
  const words = `${name} ${values.join(', ')}`;
  return figures.every(({ reached }) => reached) ? words : `**${words}**`;
}

/**
 * @param {any} test
 * @param {string} type
 */
function annotation(test, type) {
  const found = test.annotations.findLast((/** @type {any} */ each) => each.type === type);
  return found ? JSON.parse(found.description) : null;
}

/**
 * @param {any[]} suites
 * @returns {{ spec: any, file: string }[]}
 */
function specsIn(suites) {
  return suites.flatMap((suite) => [
    ...suite.specs.map((/** @type {any} */ spec) => ({ spec, file: suite.file })),
    ...specsIn(suite.suites ?? []),
  ]);
}

/**
 * U1a, U1b, U2a, …; then C1, … and S1, …: the order of the matrix.
 *
 * @param {string} a
 * @param {string} b
 */
function byId(a, b) {
  const side = 'UCS'.indexOf(a.charAt(0)) - 'UCS'.indexOf(b.charAt(0));
  return side || a.localeCompare(b, 'en', { numeric: true });
}
