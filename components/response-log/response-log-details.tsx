import type { ResponseEntry } from '#lib/core/response-log/response-log.ts';
import { responseRows } from '#lib/core/response-log/response-rows.ts';
import { CopyButton } from '../ui/copy-button.tsx';

type ResponseLogDetailsProps = {
  entry: ResponseEntry;
  /** What the outcome means and what to do. */
  sentence: string | null;
};

/** Every recorded detail of one response. */
export function ResponseLogDetails({ entry, sentence }: ResponseLogDetailsProps) {
  return (
    <div className="flex flex-col gap-3">
      {sentence !== null && <p className="text-[0.9375rem] text-pretty">{sentence}</p>}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {responseRows(entry).map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="font-mono text-[0.8125rem] leading-[1.3125rem]">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="-ms-3">
        <CopyButton labelled label="Copy as JSON" read={() => JSON.stringify(entry)} />
      </div>
    </div>
  );
}
