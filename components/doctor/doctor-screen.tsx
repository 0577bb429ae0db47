'use client';

import { ArrowLeft, Plug, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { reportText } from '#lib/core/doctor/report/report-text.ts';
import { ResponseLogSection } from '../response-log/response-log-section.tsx';
import { ScreenFrame } from '../setup/screen-frame.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { DoctorTabs } from './doctor-tabs.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { FoldingChecks } from './folding-checks.tsx';
import { ListenSection } from './listen-section.tsx';
import { useDoctor } from './use-doctor.ts';
import { useLinkedCheck } from './use-linked-check.ts';
import { VerdictCard } from './verdict-card.tsx';

type DoctorScreenProps = {
  upstreamName: string;
  /** Whether other programs can send requests to this page: only in development, from this machine. */
  listens: boolean;
  /** The section about limits, rendered on the server. */
  limits: ReactNode;
};

/** Runs the checks and shows the operator why the key does not work and the exact fix. */
export function DoctorScreen({ upstreamName, listens, limits }: DoctorScreenProps) {
  const doctor = useDoctor();
  const { planned, results, current, running, report, failure } = doctor;
  const linked = useLinkedCheck((id) => results.has(id));
  const label = planned.find(({ id }) => id === current)?.label;
  const progress = `Checking: ${label ?? 'starting'}…`;
  return (
    <ScreenFrame title="Doctor" wide>
      <DoctorTabs
        log={<ResponseLogSection upstreamName={upstreamName} />}
        checks={
          <>
            <p className="text-base text-pretty text-muted">
              Checks the key, its address and its account from where this site runs. A run uses at
              most three tokens. Only the key's prefix, length and last two characters are shown.
            </p>
            {failure ? (
              <FailureNotice failure={failure} upstreamName={upstreamName} />
            ) : (
              <VerdictCard report={running ? null : report} progress={progress} />
            )}
            <div className="flex flex-wrap gap-2">
              <button
                type="button"
                className="btn-primary aria-disabled:opacity-60"
                aria-disabled={running}
                onClick={() => !running && doctor.run()}
              >
                <RefreshCw aria-hidden className="size-4" />
                {running ? 'Checking…' : 'Check everything again'}
              </button>
              {report && !running && (
                <CopyButton label="Copy report" labelled read={() => reportText(report)} />
              )}
              <Link href="/setup" className="btn-quiet">
                <ArrowLeft aria-hidden className="mirrored size-4" />
                Setup
              </Link>
              {listens && (
                <a href="#listen" className="btn-quiet">
                  <Plug aria-hidden className="size-4" />
                  Listen for requests
                </a>
              )}
            </div>
            {planned.length > 0 && <FoldingChecks doctor={doctor} linked={linked} />}
            {listens && <ListenSection />}
            {limits}
          </>
        }
      />
    </ScreenFrame>
  );
}
