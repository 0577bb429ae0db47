import {
  Check,
  ChevronRight,
  CircleDashed,
  LoaderCircle,
  Minus,
  RefreshCw,
  TriangleAlert,
  X,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type {
  CheckResult,
  CheckStatus,
  PlannedCheck,
} from '#lib/core/doctor/report/doctor-report.ts';
import { formatDuration } from '#lib/core/text/format-duration.ts';
import { withReaderCounts } from '#lib/core/text/with-reader-counts.ts';
import { FixSteps } from './fix-steps.tsx';

type CheckRowProps = {
  planned: PlannedCheck;
  result: CheckResult | undefined;
  current: boolean;
  /** Whether any check is running; no other can start until it ends. */
  running: boolean;
  /** The verdict's fix, which the row does not repeat. */
  verdictFix: string | undefined;
  /** Whether the URL links to this row, which is then open and highlighted. */
  linked: boolean;
  /** Whether it is among the checks that need no attention, in their one line. */
  hidden?: boolean;
  onAgain: () => void;
};

const LOOKS: Record<CheckStatus, { icon: typeof Check; prefix: string; style: string }> = {
  pass: { icon: Check, prefix: 'Passed:', style: 'text-accent' },
  warn: { icon: TriangleAlert, prefix: 'Warning:', style: 'tone-wait text-tone-text' },
  fail: { icon: X, prefix: 'Problem:', style: 'tone-problem text-tone-text' },
  skip: { icon: Minus, prefix: 'Skipped:', style: 'text-muted' },
};

/** One check: its result, why it matters, what to do, and how long it took. */
export function CheckRow(props: CheckRowProps) {
  const { planned, result, current, running, linked, hidden = false, onAgain } = props;
  const { id, label } = planned;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const needsAttention = result?.status === 'fail' || result?.status === 'warn';
  return (
    <li
      id={`check-${id}`}
      hidden={hidden}
      // Focusable by a link to this row, but not with Tab.
      tabIndex={-1}
      aria-busy={current}
      className={`flex gap-3 py-1.5 pe-2 ps-4 outline-none first:rounded-t-xl last:rounded-b-xl ${linked ? 'bg-accent-tint inset-ring-2 inset-ring-accent' : ''}`}
    >
      <CheckIcon result={result} current={current} />
      <CheckText
        title={<CheckTitle label={label} result={result} />}
        open={chosen ?? (needsAttention || linked)}
        onOpen={setChosen}
      >
        {detailsOf(props)}
      </CheckText>
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

type CheckTextProps = {
  title: ReactNode;
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
};

/** The result, with collapsible details. */
function CheckText({ title, open, onOpen, children }: CheckTextProps) {
  if (children === null) return <div className="min-w-0 flex-1 py-1.5">{title}</div>;
  return (
    <details
      className="group/check min-w-0 flex-1 py-1.5"
      open={open}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== open) onOpen(currentTarget.open);
      }}
    >
      <summary className="flex list-none items-start gap-1 rounded [&::-webkit-details-marker]:hidden">
        {title}
        <ChevronRight
          aria-hidden
          className="mirrored mt-1 size-4 shrink-0 text-muted transition-transform duration-150 ease-calm group-open/check:turned"
        />
      </summary>
      <div className="mt-1 flex flex-col gap-1">{children}</div>
    </details>
  );
}

function CheckTitle({ label, result }: { label: string; result: CheckResult | undefined }) {
  const isQuiet = result === undefined || result.status === 'skip';
  const { ms } = result ?? {};
  return (
    <p className={`min-w-0 flex-1 text-[0.9375rem] text-pretty ${isQuiet ? 'text-muted' : ''}`}>
      <span className="sr-only">{result && LOOKS[result.status].prefix} </span>
      {withReaderCounts(result?.title ?? label)}
      {ms !== undefined && ms > 0 && (
        <span className="ms-2 whitespace-nowrap text-sm text-muted tabular-nums">
          {formatDuration(ms)}
        </span>
      )}
    </p>
  );
}

/** Null if the title says everything. */
function detailsOf({ result, verdictFix }: CheckRowProps): ReactNode {
  const { detail, fix, link, status } = result ?? {};
  const shownFix = status === 'pass' || fix === verdictFix ? undefined : fix;
  const shownLink = status === 'pass' ? undefined : link;
  if (detail === undefined && shownFix === undefined && shownLink === undefined) return null;
  return (
    <>
      {detail !== undefined && <p className="text-pretty text-muted">{withReaderCounts(detail)}</p>}
      {shownFix !== undefined && <FixSteps fix={shownFix} />}
      {shownLink !== undefined && (
        <a
          className="self-start text-accent underline underline-offset-2"
          href={shownLink}
          target="_blank"
          rel="noopener noreferrer"
        >
          {shownLink.replace(/^https:\/\//, '')}
        </a>
      )}
    </>
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
