import { Check, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { CheckId } from '#lib/core/doctor/report/doctor-report.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { CheckRow } from './check-row.tsx';
import type { useDoctor } from './use-doctor.ts';

type FoldingChecksProps = {
  doctor: ReturnType<typeof useDoctor>;
  /** The check that the URL links to. */
  linked: CheckId | null;
};

/** The checks that need attention, and in one line those that don't, which it opens. */
export function FoldingChecks({ doctor, linked }: FoldingChecksProps) {
  const { planned, results, current, running, report } = doctor;
  const [showsAll, setShowsAll] = useState(false);
  // A row stays while it is used, whatever its new result.
  const [used, setUsed] = useState<ReadonlySet<CheckId>>(new Set());
  const isFolded = (id: CheckId) => {
    const status = results.get(id)?.status;
    const stays = showsAll || id === current || id === linked || used.has(id);
    return !stays && status !== 'fail' && status !== 'warn';
  };
  const count = (status: 'pass' | 'skip' | undefined) =>
    planned.filter(({ id }) => results.get(id)?.status === status).length;
  const counts = [
    [count('pass'), 'passed'],
    [count('skip'), 'skipped'],
    [count(undefined), 'not checked yet'],
  ] as const;
  return (
    <div className="rounded-xl border border-line bg-raised">
      <ol
        aria-label="Checks"
        hidden={planned.every(({ id }) => isFolded(id))}
        className="divide-y divide-line border-b border-line"
      >
        {planned.map((check) => (
          <CheckRow
            key={check.id}
            planned={check}
            result={results.get(check.id)}
            current={current === check.id}
            running={running}
            linked={linked === check.id}
            hidden={isFolded(check.id)}
            verdictFix={running ? undefined : report?.fix}
            onAgain={() => {
              setUsed(new Set(used).add(check.id));
              doctor.run(check.id);
            }}
          />
        ))}
      </ol>
      <button
        type="button"
        aria-expanded={showsAll}
        onClick={() => setShowsAll(!showsAll)}
        className="flex min-h-11 w-full items-center gap-3 rounded-xl px-4 py-2 text-start text-[0.9375rem]"
      >
        <Check aria-hidden className="size-4 shrink-0 text-accent" />
        <span className="flex-1 tabular-nums">
          {counts
            .filter(([number]) => number > 0)
            .map(([number, word]) => `${formatCount(number)} ${word}`)
            .join(', ')}
        </span>
        <ChevronRight
          aria-hidden
          className={`size-4 shrink-0 text-muted transition-transform duration-150 ease-calm ${showsAll ? 'turned' : 'mirrored'}`}
        />
      </button>
    </div>
  );
}
