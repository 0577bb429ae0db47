import { CircleAlert, CircleCheck, Stethoscope } from 'lucide-react';
import type { DoctorReport } from '#lib/core/doctor/report/doctor-report.ts';
import { FixSteps } from './fix-steps.tsx';

/** The diagnosis in one sentence, and what to do about it. */
export function VerdictCard({
  report,
  progress,
}: {
  report: DoctorReport | null;
  progress: string;
}) {
  const tone = report === null || report.ok ? 'tone-info' : 'tone-problem';
  const Icon = report === null ? Stethoscope : report.ok ? CircleCheck : CircleAlert;
  return (
    <div
      role="status"
      className={`${tone} flex gap-3 rounded-xl border border-tone-line bg-tone-tint p-4`}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-tone-text" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="text-base leading-snug font-semibold text-pretty text-tone-text">
          {report?.verdict ?? progress}
        </p>
        {report?.fix !== undefined && <FixSteps fix={report.fix} />}
      </div>
    </div>
  );
}
