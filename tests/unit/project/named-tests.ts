import { parseAst } from 'vitest/node';
import { isRecord } from '#lib/core/json/is-record.ts';
import { nameOf } from './syntax-nodes.ts';

/** A test that a document names: `` `tests/a.test.ts`: its title ``. */
type NamedTest = { file: string; title: string };

const NAMED_TEST = /`((?:lib|tests)\/[^`\s]+\.(?:test|spec)\.ts)`(?:: ([^|·\n]*))?/g;
const TEST_FUNCTIONS = new Set(['it', 'test', 'describe']);
/** The fault matrix's function: its title is a property of its argument. */
const MATRIX_FUNCTION = 'row';

/** The tests that a document names; `·` separates several in a line. */
export function namedTests(markdown: string): NamedTest[] {
  return [...markdown.matchAll(NAMED_TEST)].map((match) => ({
    file: match[1] ?? '',
    title: (match[2] ?? '').trim(),
  }));
}

/**
 * Named tests that do not exist, or have no title that contains the document's words.
 *
 * @param readFile returns the text of a project file; null if it does not exist
 */
export function findMissingTests(
  named: readonly NamedTest[],
  readFile: (file: string) => string | null,
): string[] {
  return named.flatMap(({ file, title }) => {
    const text = readFile(file);
    if (text === null) return [`${file} does not exist`];
    if (title === '') return [`${file} is named without a test title`];
    const found = testTitles(text).some((known) => known.includes(title));
    return found ? [] : [`${file} has no test "${title}"`];
  });
}

/** Titles of the tests and groups in a module; an interpolated value is written `…`. */
export function testTitles(text: string): string[] {
  return [...callsIn(parseAst(text, { lang: 'ts' }))].flatMap(({ callee, args: [first] }) => {
    const name = calledName(callee);
    if (name !== null && TEST_FUNCTIONS.has(name)) return textOf(first) ?? [];
    if (name !== MATRIX_FUNCTION || !isRecord(first)) return [];
    const properties = Array.isArray(first['properties']) ? first['properties'] : [];
    const title: unknown = properties.find(
      (property) => isRecord(property) && nameOf(property['key']) === 'title',
    );
    return isRecord(title) ? (textOf(title['value']) ?? []) : [];
  });
}

function* callsIn(value: unknown): Generator<{ callee: unknown; args: unknown[] }> {
  if (Array.isArray(value)) {
    for (const item of value) yield* callsIn(item);
    return;
  }
  if (!isRecord(value)) return;
  const { type, callee, arguments: args } = value;
  if (type === 'CallExpression' && Array.isArray(args)) yield { callee, args };
  for (const child of Object.values(value)) yield* callsIn(child);
}

/** `it` of `it(…)`, `it.each(…)(…)` and `test.describe(…)`. */
function calledName(callee: unknown): string | null {
  if (!isRecord(callee)) return null;
  return nameOf(callee) ?? calledName(callee['object'] ?? callee['callee'] ?? callee['tag']);
}

function textOf(node: unknown): string | null {
  if (!isRecord(node)) return null;
  if (typeof node['value'] === 'string') return node['value'];
  if (!Array.isArray(node['quasis'])) return null;
  return node['quasis']
    .map((quasi: { value?: { cooked?: unknown } }) => String(quasi.value?.cooked ?? ''))
    .join('…');
}
