import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Result, Table } from './section.ts';

const benchFolder = path.resolve(import.meta.dirname, '..');
const reportFile = path.resolve(benchFolder, '../docs/benchmarks.md');
/** In the order of the report. */
const PARTS = ['server', 'load', 'client'];

/** Keeps the result of a part, and writes the report from the kept results of all parts. */
export function writeReport(part: string, result: Result): void {
  mkdirSync(path.join(benchFolder, 'results'), { recursive: true });
  writeFileSync(resultFile(part), `${JSON.stringify(result, null, 2)}\n`);
  const results = PARTS.filter((each) => existsSync(resultFile(each))).map(
    // Only this function writes these files.
    (each) => JSON.parse(readFileSync(resultFile(each), 'utf8')) as Result,
  );
  writeFileSync(reportFile, describeResults(results));
}

function resultFile(part: string): string {
  return path.join(benchFolder, 'results', `${part}.json`);
}

function describeResults(results: readonly Result[]): string {
  return [
    '# Benchmarks',
    'Written by `npm run bench`; see [bench/README.md](../bench/README.md). Each figure is the median of all rounds, with the least and the most in brackets. Everything in a table was measured in the same run, in turns, on one machine that does other work too: read the ratios, and take differences below 15 % as unresolved.',
    ...results.map(describeResult),
  ]
    .join('\n\n')
    .concat('\n');
}

function describeResult({ section, ...run }: Result): string {
  const rounds = `${run.rounds} ${run.rounds === 1 ? 'round' : 'rounds'}${run.quick ? ' of quick measurements, which say little' : ''}`;
  return [
    `## ${section.title}`,
    `${run.measuredAt.slice(0, 10)}, ${rounds} in ${Math.ceil(run.seconds / 60)} min. ${run.machine}. Other processes used ${run.othersCores.toFixed(2)} cores meanwhile.`,
    ...section.method,
    ...section.tables.map(describeTable),
    '### What falls short',
    section.shortfalls.length === 0
      ? 'Nothing: every goal of this part holds.'
      : section.shortfalls.map((sentence) => `- ${sentence}`).join('\n'),
  ].join('\n\n');
}

function describeTable({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `### ${caption}`,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map(line),
  ].join('\n');
}
