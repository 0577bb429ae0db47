import type { CheckId, CheckResult, CheckStatus, DoctorReport } from './doctor-report.ts';

/**
 * Which of several failures becomes the verdict. A public key comes first; the comparison without
 * organization and project explains an earlier rejection; failures that do not keep the key from
 * working come last.
 */
const DECISIVE_FIRST: readonly CheckId[] = ['leak', 'headers'];
const DECISIVE_LAST: readonly CheckId[] = ['git', 'settings'];

/** Summarizes the results. Deterministic, so that a page can repeat it after a single check. */
export function toReport(checks: readonly CheckResult[]): DoctorReport {
  const decisive = decisiveFailure(checks);
  if (decisive) {
    return {
      ok: false,
      verdict: `${decisive.title}.`,
      ...(decisive.fix !== undefined && { fix: decisive.fix }),
      checks: [...checks],
    };
  }
  const warning = checks.find(({ status, fix }) => status === 'warn' && fix !== undefined);
  return {
    ok: true,
    verdict: verdictWithoutFailure(checks),
    ...(warning?.fix !== undefined && { fix: warning.fix }),
    checks: [...checks],
  };
}

/** How to mark the verdict: one that repeats a warning is no success, even if the key works otherwise. */
export function verdictStatus({ ok, verdict, checks }: DoctorReport): CheckStatus {
  if (!ok) return 'fail';
  const warns = checks.some(({ status, title }) => status === 'warn' && verdict === `${title}.`);
  return warns ? 'warn' : 'pass';
}

function decisiveFailure(checks: readonly CheckResult[]): CheckResult | undefined {
  const failures = checks.filter(({ status }) => status === 'fail');
  return (
    failures.find(({ id }) => DECISIVE_FIRST.includes(id)) ??
    failures.find(({ id }) => !DECISIVE_LAST.includes(id)) ??
    failures[0]
  );
}

function verdictWithoutFailure(checks: readonly CheckResult[]): string {
  const of = (wanted: CheckId) => checks.find(({ id }) => id === wanted);
  const mode = of('mode');
  const completion = of('completion');
  if (mode && (completion?.status === 'skip' || checks.length === 1)) return `${mode.title}.`;
  if (completion?.status === 'warn') return `${completion.title}.`;
  const warnings = checks.filter(({ status }) => status === 'warn').length;
  const works = completion ? 'The key works' : 'The checks found no problem';
  if (warnings === 0) return `${works}.`;
  if (mode?.status === 'warn') return `${works}. ${mode.title}.`;
  return `${works}. ${warnings === 1 ? 'One thing is' : `${warnings} things are`} worth a look.`;
}
