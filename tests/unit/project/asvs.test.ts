import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAsvsFaults, readAsvsLines, SECTIONS } from './asvs.ts';
import { findMissingTests, namedTests, testTitles } from './named-tests.ts';
import { projectFolder, readSource } from './source-files.ts';

const readFile = (file: string) =>
  existsSync(path.join(projectFolder, file)) ? readSource(file).text : null;

describe('the security documents', () => {
  it.each(['docs/asvs.md', 'SECURITY.md'])('name only tests that exist: %s', (document) => {
    const named = namedTests(readSource(document).text);
    expect(named.length).toBeGreaterThan(10);
    expect(findMissingTests(named, readFile)).toEqual([]);
  });

  it('cover every requirement of levels 1 and 2 of ASVS 5.0.0 once, under its own number', () => {
    expect(findAsvsFaults(readAsvsLines(readSource('docs/asvs.md').text))).toEqual([]);
  });
});

describe('the sections of ASVS', () => {
  it('contain 345 requirements: 70 of level 1, 183 of level 2, 92 of level 3', () => {
    const levels = Object.values(SECTIONS).join('');
    const count = (level: string) => levels.replaceAll(new RegExp(`[^${level}]`, 'g'), '').length;
    expect([levels.length, count('1'), count('2'), count('3')]).toEqual([345, 70, 183, 92]);
  });
});

describe('the search for named tests', () => {
  const source = [
    "describe('a group', () => { it('drops a delta of a stopped turn', () => {}); });",
    "it.each([1])('takes %i for one', () => {});",
    'for (const path of PATHS) test(`the page at $' + '{path} has headers`, () => {});',
    "row({ id: 'U1', title: 'a refused connection is reported' }, async () => {});",
    "other('not a test');",
  ].join('\n');
  const read = (file: string) => (file === 'tests/a.test.ts' ? source : null);
  const missing = (markdown: string) => findMissingTests(namedTests(markdown), read);

  it('reads titles of every kind', () => {
    expect(testTitles(source)).toEqual([
      'a group',
      'drops a delta of a stopped turn',
      'takes %i for one',
      'the page at … has headers',
      'a refused connection is reported',
    ]);
  });

  it('finds a test by part of its title', () => {
    const line =
      '| x | `tests/a.test.ts`: drops a delta · `tests/a.test.ts`: has headers · see `lib/a.ts` |';
    expect(namedTests(line)).toHaveLength(2);
    expect(missing(line)).toEqual([]);
  });

  it.each([
    ['`tests/missing.test.ts`: drops a delta', 'tests/missing.test.ts does not exist'],
    ['`tests/a.test.ts`: not a test', 'tests/a.test.ts has no test "not a test"'],
    ['`tests/a.test.ts`', 'tests/a.test.ts is named without a test title'],
  ])('reports what is missing: %s', (line, fault) => {
    expect(missing(`| ${line} |`)).toEqual([fault]);
  });
});

describe('the rules for docs/asvs.md', () => {
  const faultsIn = (...lines: string[]) =>
    findAsvsFaults(readAsvsLines(lines.join('\n'))).filter(
      (fault) => !fault.includes('not covered'),
    );

  it('accept a correct line, and one about what does not apply', () => {
    expect(
      faultsIn('| V3.4.1 | 1 | HSTS | met | `lib/a.ts` | – |', '| V10, V4.3 | none |'),
    ).toEqual([]);
    expect(findAsvsFaults(readAsvsLines('| V10 | none |'))).not.toContain('V10.4.1');
    expect(findAsvsFaults([])).toContain('V3.4.1 (level 1) is not covered');
    expect(findAsvsFaults([])).not.toContain('V3.4.7 (level 3) is not covered');
  });

  it.each([
    ['| V3.4.9 | 1 | x | partly | y | – |', 'V3.4.9 is not in ASVS 5.0.0'],
    ['| V3.4.1 | 2 | x | partly | y | – |', 'V3.4.1 is level 1'],
    ['| V3.4.1 | 1 | x | perhaps | y | – |', 'V3.4.1 has the verdict "perhaps"'],
    ['| V3.4.1 | 1 | x | partly | | – |', 'V3.4.1 does not say how, or why not'],
    ['| V3.4.1 | 1 | x | met | somehow | – |', 'V3.4.1 names no file'],
    ['| V3.4.1 | 1 | x | partly | y |', 'V3.4.1 has 5 cells instead of 6'],
    ['| V18, V10 | x |', 'V18 is not in ASVS 5.0.0'],
  ])('detect what is wrong with %s', (line, fault) => {
    expect(faultsIn(line)).toContain(fault);
  });

  it('detect a requirement that is listed twice or out of order', () => {
    const line = (id: string) => `| ${id} | 1 | x | partly | y | – |`;
    expect(faultsIn(line('V3.4.2'), line('V3.4.1'))).toEqual(['V3.4.1 is listed after V3.4.2']);
    expect(faultsIn(line('V3.4.1'), '| V3 | none |')).toEqual(['V3.4.1 is covered twice']);
  });
});
