import { describe, expect, it } from 'vitest';
import type { CheckResult } from '#lib/core/doctor/report/doctor-report.ts';
import { reportText } from '#lib/core/doctor/report/report-text.ts';
import { toReport } from '#lib/core/doctor/report/verdict.ts';

const result = (id: CheckResult['id'], status: CheckResult['status'], more = {}): CheckResult => ({
  id,
  status,
  title: `Title of ${id}`,
  ...more,
});

describe('the verdict', () => {
  it('is the first failure, with its fix', () => {
    const checks = [
      result('mode', 'pass'),
      result('shape', 'fail', { fix: 'Mend it.' }),
      result('address', 'fail', { fix: 'Later.' }),
    ];
    expect(toReport(checks)).toEqual({
      ok: false,
      verdict: 'Title of shape.',
      fix: 'Mend it.',
      checks,
    });
  });

  it('reports a published key before anything else', () => {
    const checks = [result('variable', 'fail'), result('leak', 'fail')];
    expect(toReport(checks).verdict).toBe('Title of leak.');
  });

  it('reports the comparison without an organization before the refusal it explains', () => {
    const checks = [result('models', 'fail'), result('headers', 'fail')];
    expect(toReport(checks).verdict).toBe('Title of headers.');
  });

  it('reports git and other settings only if the key itself works', () => {
    const settings = result('settings', 'fail');
    expect(toReport([settings, result('models', 'fail')]).verdict).toBe('Title of models.');
    expect(toReport([settings, result('models', 'pass')])).toMatchObject({
      ok: false,
      verdict: 'Title of settings.',
    });
  });

  it('counts the warnings if nothing failed', () => {
    const works = [result('completion', 'pass'), result('settings', 'warn', { fix: 'Look.' })];
    expect(toReport(works)).toMatchObject({
      ok: true,
      verdict: 'The key works. One thing is worth a look.',
      fix: 'Look.',
    });
    expect(toReport([result('completion', 'pass')]).verdict).toBe('The key works.');
  });
});

describe('the report as text', () => {
  const checks = [
    result('variable', 'fail', {
      detail: 'Why.',
      fix: 'Step one.\nStep two.',
      link: 'https://a.example',
    }),
    result('address', 'pass', { ms: 1234, fix: 'never told' }),
    result('git', 'skip', { detail: "This folder isn't in a git repository." }),
    result('name', 'skip', { detail: "Skipped because “OPENAI_API_KEY” didn't pass." }),
    result('tls', 'skip', { detail: "Skipped because “OPENAI_API_KEY” didn't pass." }),
  ];

  it('begins with the verdict and its fix, and lists everything else once', () => {
    expect(reportText(toReport(checks)).split('\n')).toEqual([
      '✗ Title of variable.',
      '',
      '  Step one.',
      '  Step two.',
      '',
      '✗ Title of variable',
      '    Why.',
      '    https://a.example',
      '✓ Title of address 1.2 s',
      '– Title of git',
      "    This folder isn't in a git repository.",
      "– Skipped because “OPENAI_API_KEY” didn't pass:",
      '    Title of name, Title of tls',
    ]);
  });

  it('is the same without colors', () => {
    const paint = (text: string) => `<${text}>`;
    const style = { strong: paint, muted: paint, status: (_: string, text: string) => `<${text}>` };
    const report = toReport(checks);
    expect(reportText(report, style).replaceAll(/[<>]/g, '')).toBe(reportText(report));
  });
});
