import type { Severity } from '#lib/core/catalogue/catalogue-entry.ts';

/** The HTTP status of a failure, in the colors of its banner. */
export function StatusBadge({ status, severity }: { status: number | null; severity: Severity }) {
  return (
    <span
      className={`tone-${severity} inline-flex h-6 w-11 shrink-0 items-center justify-center rounded-md border border-tone-line bg-tone-tint font-mono text-[0.8125rem] font-medium text-tone-text tabular-nums`}
    >
      {status ?? (
        <>
          <span aria-hidden>–</span>
          <span className="sr-only">No status</span>
        </>
      )}
    </span>
  );
}
