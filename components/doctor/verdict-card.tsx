import { CircleAlert, CircleCheck, Stethoscope, TriangleAlert } from 'lucide-react';
import type { DoctorReport } from '#lib/core/doctor/report/doctor-report.ts';
import { verdictStatus } from '#lib/core/doctor/report/verdict.ts';
import { withReaderCounts } from '#lib/core/text/with-reader-counts.ts';
import { FixSteps } from './fix-steps.tsx';

const UNKNOWN = { tone: 'tone-info', Icon: Stethoscope };
const LOOKS = {
  pass: { tone: 'tone-info', Icon: CircleCheck },
  skip: UNKNOWN,
  warn: { tone: 'tone-wait', Icon: TriangleAlert },
  fail: { tone: 'tone-problem', Icon: CircleAlert },
} as const;

/** The diagnosis in one sentence, and what to do about it. */
export function VerdictCard({
  report,
  progress,
}: {
  report: DoctorReport | null;
  progress: string;
}) {
  const { tone, Icon } = report === null ? UNKNOWN : LOOKS[verdictStatus(report)];
  return (
    <div
      role="status"
      className={`${tone} flex gap-3 rounded-xl border border-tone-line bg-tone-tint p-4`}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-tone-text" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="text-base leading-snug font-semibold text-pretty text-tone-text">
          {report ? withReaderCounts(report.verdict) : progress}
        </p>
        {report?.fix !== undefined && <FixSteps fix={report.fix} />}
      </div>
    </div>
  );
}
