import { Server } from 'lucide-react';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { notKeptMessage } from '#lib/core/response-log/not-kept-message.ts';
import type { ResponseLog } from '#lib/core/response-log/response-log.ts';
import { FailureNotice } from '../doctor/failure-notice.tsx';
import { LocalTime } from '../doctor/local-time.tsx';

type ResponseLogNotesProps = {
  log: ResponseLog | null;
  failure: StarlightError | null;
  upstreamName: string;
};

const ONE_PROCESS =
  'This log is in the memory of one server process. On Vercel or behind a load balancer there are several, each with its own log.';

/** What the log contains, whose requests they are, or why there is no log. */
export function ResponseLogNotes({ log, failure, upstreamName }: ResponseLogNotesProps) {
  return (
    <>
      {log ? <About log={log} /> : !failure && <p className="text-base text-muted">Loading…</p>}
      {log?.enabled === false && <SwitchedOff />}
      {failure && <FailureNotice failure={failure} upstreamName={upstreamName} />}
    </>
  );
}

function About({ log }: { log: ResponseLog }) {
  const { capacity, others, instance, ownOnly, notKept } = log;
  const omitted = notKept ? notKeptMessage(notKept) : null;
  const whose = ownOnly
    ? 'from your own session; in a public demo, visitors only see their own'
    : "from this site's pages and from other programs";
  return (
    <>
      <p className="text-base text-pretty text-muted">
        The last {capacity} requests that reached the model, and up to {others} others, such as
        sign-ins and refusals, {whose}. Prompts, replies, keys and headers are never included.
      </p>
      {omitted !== null && (
        <p className="text-pretty text-muted">
          Since <LocalTime iso={instance.startedAt} />, {omitted}.
        </p>
      )}
      {instance.oneOfSeveral ? (
        <p className="tone-info flex gap-3 rounded-xl border border-tone-line bg-tone-tint p-4 text-[0.9375rem] text-pretty">
          <Server aria-hidden className="mt-0.5 size-5 shrink-0 text-tone-text" />
          {ONE_PROCESS}
        </p>
      ) : (
        <p className="text-pretty text-muted">{ONE_PROCESS}</p>
      )}
    </>
  );
}

function SwitchedOff() {
  return (
    <div className="tone-setup rounded-xl border border-tone-line bg-tone-tint p-4">
      <p className="text-base font-semibold text-tone-text">The response log is off</p>
      <p className="text-[0.9375rem] text-pretty">
        <code className="font-mono text-[0.8125rem]">STARLIGHT_RESPONSE_LOG</code> turns it off on
        the server. Remove it, or set it to 1, and restart. The same lines still go to the server's
        output.
      </p>
    </div>
  );
}
