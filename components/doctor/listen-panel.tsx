'use client';

import { Eraser, Plug } from 'lucide-react';
import { CodeLine } from '../ui/code-line.tsx';
import { ArrivalCard } from './arrival-card.tsx';
import { useArrivals } from './use-arrivals.ts';

/** A URL for another program, and an analysis of each request it sends. */
export function ListenPanel() {
  const { url, ended, arrivals, openAgain, clear } = useArrivals();
  const [newest] = arrivals;
  const finding = newest?.arrival.problems[0] ?? 'Request received correctly.';
  return (
    <>
      {ended ? <Ended onAgain={openAgain} /> : <Address url={url} />}
      <p aria-live="polite" className="sr-only">
        {newest ? `${newest.arrival.summary}. ${finding}` : ''}
      </p>
      {newest && (
        <>
          <ol aria-label="Received requests" className="flex flex-col gap-3">
            {arrivals.map(({ id, atMs, arrival }) => (
              <ArrivalCard key={id} atMs={atMs} arrival={arrival} newest={id === newest.id} />
            ))}
          </ol>
          <button type="button" className="btn-quiet self-start" onClick={clear}>
            <Eraser aria-hidden className="size-4" />
            Clear
          </button>
        </>
      )}
    </>
  );
}

function Address({ url }: { url: string | null }) {
  if (url === null) return <p className="text-muted">Opening an address…</p>;
  return (
    <div className="flex flex-col gap-1 text-[0.9375rem]">
      <p>For the openai package, use this base URL:</p>
      <CodeLine code={url} />
      <p>For axios, fetch, curl or requests, use this full URL:</p>
      <CodeLine code={`${url}/chat/completions`} />
      <p className="text-pretty text-muted">
        It only responds on this machine, while this page is open. Nothing is forwarded.
      </p>
    </div>
  );
}

function Ended({ onAgain }: { onAgain: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-[0.9375rem] text-pretty">
        The address is closed: the server stopped, or newer pages took its place.
      </p>
      <button type="button" className="btn-line" onClick={onAgain}>
        <Plug aria-hidden className="size-4" />
        Open a new address
      </button>
    </div>
  );
}
