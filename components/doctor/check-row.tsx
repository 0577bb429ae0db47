import {
  Check,
  CircleDashed,
  LoaderCircle,
  Minus,
  RefreshCw,
  TriangleAlert,
  X,
} from 'lucide-react';
import type { CheckResult, CheckStatus, PlannedCheck } from '#lib/core/doctor/doctor-report.ts';
import { FixSteps } from './fix-steps.tsx';

export type CheckRowProps = {
  planned: PlannedCheck;
  result: CheckResult | undefined;
  current: boolean;
  /** Nothing can be asked for while something runs. */
  running: boolean;
  /** What the verdict says already is not said twice. */
  verdictFix: string | undefined;
  onAgain: () => void;
};

const LOOKS: Record<CheckStatus, { icon: typeof Check; says: string; style: string }> = {
  pass: { icon: Check, says: 'In order:', style: 'text-accent' },
  warn: { icon: TriangleAlert, says: 'Worth a look:', style: 'tone-wait text-tone-text' },
  fail: { icon: X, says: 'Problem:', style: 'tone-problem text-tone-text' },
  skip: { icon: Minus, says: 'Skipped:', style: 'text-muted' },
};

/** One check: what it found, why that matters, what to do, and how long it took. */
export function CheckRow({
  planned,
  result,
  current,
  running,
  verdictFix,
  onAgain,
}: CheckRowProps) {
  const { id, label } = planned;
  const { detail, fix, link, ms } = result ?? {};
  const isFixTold = fix === undefined || fix === verdictFix || result?.status === 'pass';
  return (
    <li id={`check-${id}`} className="flex gap-3 py-1.5 pr-2 pl-4" aria-busy={current}>
      <CheckIcon result={result} current={current} />
      <div className="flex min-w-0 flex-1 flex-col gap-1 py-1.5">
        <p
          className={`text-[0.9375rem] text-pretty ${result?.status === 'skip' || !result ? 'text-muted' : ''}`}
        >
          <span className="sr-only">{result && LOOKS[result.status].says} </span>
          {result?.title ?? label}
          {ms !== undefined && ms > 0 && (
            <span className="ml-2 whitespace-nowrap text-sm text-muted tabular-nums">
              {timeWords(ms)}
            </span>
          )}
        </p>
        {detail !== undefined && <p className="text-pretty text-muted">{detail}</p>}
        {!isFixTold && <FixSteps fix={fix} />}
        {link !== undefined && result?.status !== 'pass' && (
          <a
            className="self-start text-accent underline underline-offset-2"
            href={link}
            target="_blank"
            rel="noopener noreferrer"
          >
            {link.replace(/^https:\/\//, '')}
          </a>
        )}
      </div>
      <button
        type="button"
        className="btn-icon"
        aria-label={`Check again: ${label}`}
        title="Check again"
        disabled={running}
        onClick={onAgain}
      >
        <RefreshCw aria-hidden className="size-4" />
      </button>
    </li>
  );
}

function CheckIcon({ result, current }: Pick<CheckRowProps, 'result' | 'current'>) {
  if (current) {
    return <LoaderCircle aria-hidden className="mt-2.5 size-4 shrink-0 animate-spin text-muted" />;
  }
  if (!result) return <CircleDashed aria-hidden className="mt-2.5 size-4 shrink-0 text-muted" />;
  const { icon: Icon, style } = LOOKS[result.status];
  return <Icon aria-hidden className={`mt-2.5 size-4 shrink-0 ${style}`} />;
}

function timeWords(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
