import { ChevronRight, CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ArrivalReport } from '#lib/core/doctor/arrival/arrival-report.ts';
import { formatDate } from '#lib/core/text/reader-format.ts';
import { CallBlock } from './call-block.tsx';

type ArrivalCardProps = { atMs: number; arrival: ArrivalReport; newest: boolean };

/** One request from another program: what is wrong, the correction, and what was checked. */
export function ArrivalCard({ atMs, arrival, newest }: ArrivalCardProps) {
  const { ok, summary } = arrival;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? newest;
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <li
      className={`${ok ? 'tone-info' : 'tone-problem'} rounded-xl border border-tone-line bg-tone-tint`}
    >
      <details
        className="group/arrival"
        open={open}
        onToggle={({ currentTarget }) => {
          if (currentTarget.open !== open) setChosen(currentTarget.open);
        }}
        // Keep a card that is being read open when the next request arrives.
        onFocusCapture={() => setChosen((previous) => previous ?? open)}
      >
        <summary className="flex list-none items-start gap-3 rounded-xl p-4 [&::-webkit-details-marker]:hidden">
          <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-tone-text" />
          <span className="min-w-0 flex-1 text-base leading-snug font-semibold text-pretty text-tone-text">
            {summary}
          </span>
          <time
            dateTime={new Date(atMs).toISOString()}
            className="mt-0.5 text-sm text-muted tabular-nums"
          >
            {formatDate(atMs, { timeStyle: 'medium' })}
          </time>
          <ChevronRight
            aria-hidden
            className="mirrored mt-0.5 size-5 shrink-0 text-muted transition-transform duration-150 ease-calm group-open/arrival:turned"
          />
        </summary>
        <ArrivalText arrival={arrival} />
      </details>
    </li>
  );
}

function ArrivalText({ arrival }: { arrival: ArrivalReport }) {
  const { ok, facts, problems, cautions, correction, call } = arrival;
  return (
    <div className="flex flex-col gap-3 px-4 pb-4 text-[0.9375rem] sm:ps-12">
      {ok && <p>Request received correctly.</p>}
      {[...problems, ...cautions].map((text) => (
        <p key={text} className="text-pretty">
          {text}
        </p>
      ))}
      {correction !== null && <p className="text-pretty">{correction}</p>}
      {call !== null && <CallBlock code={call} />}
      <dl className="grid grid-cols-1 gap-x-4 text-sm sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-y-1">
        {facts.map(splitFact).map(([name, value]) => (
          <div key={name} className="mb-1 sm:contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Splits `Body: none` into its name and value. */
function splitFact(fact: string): [name: string, value: string] {
  const at = fact.indexOf(': ');
  return [fact.slice(0, at), fact.slice(at + 2)];
}
