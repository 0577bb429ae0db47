import { Wrench } from 'lucide-react';
import type { SiteProblem } from '#lib/core/site-state.ts';

/** The variables that are missing or invalid; only the operator sees more than their names. */
export function ProblemList({ problems }: { problems: readonly SiteProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {problems.map(({ variable, reason, problem, fix, severity }) => (
        <li
          key={`${variable} ${reason}`}
          className={`${severity === 'warning' ? 'tone-wait' : 'tone-setup'} flex gap-3 rounded-xl border border-tone-line bg-tone-tint p-4`}
        >
          <Wrench aria-hidden className="mt-1 size-4 shrink-0 text-tone-text" />
          <div className="flex min-w-0 flex-col gap-1 text-base">
            <code className="font-mono text-sm font-semibold text-tone-text">{variable}</code>
            {problem && <p className="text-pretty">{problem}</p>}
            {fix && <p className="text-pretty">{fix}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
