'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { DoctorScope } from '#lib/core/doctor/report/doctor-report.ts';
import { CheckRow } from './check-row.tsx';
import { useDoctor } from './use-doctor.ts';
import { VerdictCard } from './verdict-card.tsx';

const WITHOUT_REQUESTS: DoctorScope = { before: 'wire' };

type LocalChecksProps = { leads: boolean; children: ReactNode };

/** The verdict and problems of the checks that need no request; `children` if the server is unreachable. */
export function LocalChecks({ leads, children }: LocalChecksProps) {
  const router = useRouter();
  const doctor = useDoctor(WITHOUT_REQUESTS);
  const { planned, results, current, running, report, failure } = doctor;
  const troubles = planned.filter(({ id }) => {
    const status = results.get(id)?.status;
    return status === 'fail' || status === 'warn';
  });
  return (
    <>
      {failure ? children : <VerdictCard report={running ? null : report} progress="Checking…" />}
      {troubles.length > 0 && (
        <ol
          aria-label="Checks"
          className="divide-y divide-line rounded-xl border border-line bg-raised"
        >
          {troubles.map((check) => (
            <CheckRow
              key={check.id}
              planned={check}
              result={results.get(check.id)}
              current={current === check.id}
              running={running}
              linked={false}
              verdictFix={running ? undefined : report?.fix}
              onAgain={() => doctor.run(check.id)}
            />
          ))}
        </ol>
      )}
      <button
        type="button"
        className={`${leads ? 'btn-primary' : 'btn-line'} self-start aria-disabled:opacity-60`}
        aria-disabled={running}
        onClick={() => {
          if (running) return;
          doctor.run();
          // The page becomes the chat once setup is complete.
          router.refresh();
        }}
      >
        <RefreshCw aria-hidden className="size-4" />
        {running ? 'Checking…' : 'Check again'}
      </button>
    </>
  );
}
