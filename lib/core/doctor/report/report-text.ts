import { formatDuration } from '../../text/format-duration.ts';
import { inEnglish } from '../../text/reader-format.ts';
import type { ArrivalReport } from '../arrival/arrival-report.ts';
import type { CheckResult, CheckStatus, DoctorReport } from './doctor-report.ts';
import { verdictStatus } from './verdict.ts';

/** How the parts of a report are styled: colors in a terminal, plain elsewhere. */
export type TextStyle = {
  strong: (text: string) => string;
  muted: (text: string) => string;
  status: (status: CheckStatus, text: string) => string;
};

const PLAIN: TextStyle = {
  strong: (text) => text,
  muted: (text) => text,
  status: (_, text) => text,
};

const MARKS: Record<CheckStatus, string> = { pass: '✓', warn: '!', fail: '✗', skip: '–' };
const BLOCKED = 'Skipped because “';

/** The report as text, verdict first, for a terminal or to paste into a message. */
export function reportText(report: DoctorReport, style: TextStyle = PLAIN): string {
  const status = verdictStatus(report);
  const lines = [
    `${style.status(status, MARKS[status])} ${style.strong(report.verdict)}`,
    ...(report.fix === undefined ? [] : ['', ...report.fix.split('\n').map((step) => `  ${step}`)]),
    '',
    ...report.checks
      .filter((check) => !isBlocked(check))
      .flatMap((check) => linesOf(check, report, style)),
    ...blockedLines(report.checks, style),
  ];
  return lines.join('\n');
}

function linesOf(check: CheckResult, report: DoctorReport, style: TextStyle): string[] {
  const { status, title, detail, fix, link, ms } = check;
  const time =
    ms === undefined || ms < 1 ? '' : ` ${style.muted(inEnglish(() => formatDuration(ms)))}`;
  const head = `${style.status(status, MARKS[status])} ${status === 'skip' ? style.muted(title) : title}${time}`;
  const indented = (text: string) => text.split('\n').map((line) => `    ${style.muted(line)}`);
  const isInVerdict = fix === report.fix;
  return [
    head,
    ...(detail === undefined ? [] : indented(detail)),
    ...(fix === undefined || isInVerdict || status === 'pass' ? [] : indented(fix)),
    ...(link === undefined || status === 'pass' ? [] : indented(link)),
  ];
}

/** The findings about one request from another program, as text. */
export function arrivalText(arrival: ArrivalReport, style: TextStyle = PLAIN): string {
  const { ok, summary, facts, problems, cautions, correction, call } = arrival;
  const status = ok ? 'pass' : 'fail';
  return [
    `${style.status(status, MARKS[status])} ${style.strong(summary)}`,
    ...facts.map((fact) => `    ${style.muted(fact)}`),
    ...problems.map((problem) => `  ${style.status('fail', MARKS.fail)} ${problem}`),
    ...cautions.map((caution) => `  ${style.status('warn', MARKS.warn)} ${caution}`),
    ...(correction === null ? [] : [`  ${correction}`]),
    ...(call === null ? [] : ['', ...call.split('\n').map((line) => `      ${line}`)]),
    ...(ok ? ['  Request received correctly.'] : []),
  ].join('\n');
}

/** Whether it was skipped because another check failed, not because it does not apply. */
function isBlocked({ status, detail }: CheckResult): boolean {
  return status === 'skip' && detail?.startsWith(BLOCKED) === true;
}

/** One paragraph per reason, because a list of skipped checks would bury the findings. */
function blockedLines(checks: readonly CheckResult[], style: TextStyle): string[] {
  const groups = Map.groupBy(checks.filter(isBlocked), ({ detail }) => detail ?? '');
  return [...groups].flatMap(([reason, skipped]) => [
    `${style.status('skip', MARKS.skip)} ${style.muted(reason.replace(/\.$/, ':'))}`,
    `    ${style.muted(skipped.map(({ title }) => title).join(', '))}`,
  ]);
}
