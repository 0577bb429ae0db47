'use client';

import { useState } from 'react';
import { useOnline } from '#lib/client/use-online.ts';
import { type Staleness, useStaleness } from '#lib/client/use-staleness.ts';

const WORDS: Record<Exclude<Staleness, 'current'>, string> = {
  newer: 'A newer version of this page is there.',
  incomplete: 'A part of this page could not be loaded, as happens after an update.',
};

export type VersionNoticeProps = {
  build: string;
  /** A reply is being written somewhere in this tab: a reload would cut it. */
  replying: boolean;
};

/** Offers to load the page anew when the server was replaced. It never does so by itself. */
export function VersionNotice({ build, replying }: VersionNoticeProps) {
  // The code that runs stays that of the first build, whatever a refresh brings.
  const [own] = useState(build);
  const staleness = useStaleness(own);
  const online = useOnline();
  if (staleness === 'current') return null;
  return (
    <div className="tone-info flex items-center justify-center gap-4 border-b border-tone-line bg-tone-tint px-4 py-2 text-tone-text">
      <p role="status" className="text-pretty">
        {WORDS[staleness]} {waitingWords(replying, online) ?? 'Your messages and draft are kept.'}
      </p>
      {!replying && online && (
        <button
          type="button"
          className="btn-line shrink-0"
          onClick={() => window.location.reload()}
        >
          Reload
        </button>
      )}
    </div>
  );
}

/** What a reload should wait for; null when nothing is in its way. */
function waitingWords(replying: boolean, online: boolean): string | null {
  if (replying) return 'It can be reloaded once the reply has ended.';
  return online ? null : 'It can be reloaded when you are online again.';
}
