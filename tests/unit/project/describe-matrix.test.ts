import { describe, expect, it } from 'vitest';
import {
  describeMatrix,
  putRows,
  readMatrix,
  TABLE_BEGIN,
  TABLE_END,
} from '../../../scripts/suites/describe-matrix.mjs';

function spec(
  id: string,
  status: string,
  figures: object[] = [],
  more: object = {},
  dialect?: string,
) {
  const row = { id, title: `title of ${id}`, inject: 'a|b', expect: 'typed', ...more };
  return {
    tests: [
      {
        annotations: [
          { type: 'fault-row', description: JSON.stringify(row) },
          { type: 'figures', description: JSON.stringify(figures) },
          ...(dialect ? [{ type: 'dialect', description: JSON.stringify(dialect) }] : []),
        ],
        results: status === 'skipped' ? [] : [{ status }],
      },
    ],
  };
}

const slow = { name: 'told after', value: 1234.5, unit: 'ms', below: 1000, reached: false };
const report = {
  suites: [
    {
      file: 'server.spec.ts',
      specs: [spec('S1', 'skipped', [], { waitsFor: 'Redis' }), spec('U10', 'passed')],
      suites: [
        { file: 'server.spec.ts', specs: [spec('U9', 'failed', [slow]), spec('C1', 'failed')] },
      ],
    },
  ],
};

describe('the table of the fault matrix', () => {
  const lines = describeMatrix(readMatrix(report)).split('\n').slice(2);

  it('has the rows in the order of the matrix', () => {
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['U9', 'U10', 'C1', 'S1']);
  });

  it('distinguishes a missed figure from a row that failed, passed or waits', () => {
    expect(lines[0]).toContain('**told after 1235 ms**');
    expect(lines.map((line) => line.split('|').at(-2)?.trim())).toEqual([
      '**figure missed**',
      'passed',
      '**failed**',
      'waits for Redis',
    ]);
  });

  it('has one line for a row that ran with both APIs, and says how it went in each', () => {
    const quick = { ...slow, value: 20, reached: true };
    const both = {
      suites: [
        {
          file: 'upstream.spec.ts',
          specs: [
            spec('U1', 'passed', [{ ...quick, value: 25 }], {}, 'responses'),
            spec('U1', 'passed', [quick], {}, 'chat'),
            spec('U2', 'passed', [quick], {}, 'chat'),
            spec('U2', 'failed', [slow], {}, 'responses'),
            spec('U3', 'passed', [], {}, 'responses'),
          ],
        },
      ],
    };
    const [first, second, third, ...others] = describeMatrix(readMatrix(both)).split('\n').slice(2);
    expect(first).toContain('| told after 20 ms, 25 ms |');
    expect(first).toMatch(/\| both \| passed \|$/);
    expect(second).toContain('**told after 20 ms, 1235 ms**');
    expect(second).toContain('| both | Chat Completions: passed; Responses: **figure missed** |');
    expect(third).toContain('| Responses | passed |');
    expect(others).toEqual([]);
    expect(lines[0]).toContain('| Chat Completions |');
  });

  it('leaves out a skipped row, so that its old line remains', () => {
    const skipped = { suites: [{ file: 'client.spec.ts', specs: [spec('C14', 'skipped')] }] };
    expect(readMatrix(skipped)).toEqual([]);
  });

  it('escapes a pipe in a cell', () => {
    expect(lines[0]).toContain(String.raw`a\|b`);
  });

  it('replaces the text between the markers, and keeps the lines of rows that were not run', () => {
    const document = `words\n${TABLE_BEGIN}\n${TABLE_END}\nmore\n`;
    const all = readMatrix(report);
    const complete = putRows(document, all);
    expect(complete).toBe(
      `words\n${TABLE_BEGIN}\n\n${describeMatrix(all)}\n\n${TABLE_END}\nmore\n`,
    );
    const some = all.filter(({ row }) => row.id === 'U9');
    const again = putRows(
      complete,
      some.map((measured) => ({ ...measured, figures: [] })),
    );
    expect(again.split('\n')).toHaveLength(complete.split('\n').length);
    expect(again).not.toContain('told after');
    expect(again).toContain('| U10 |');
    expect(() => putRows('no marks', all)).toThrow('marks');
  });
});
