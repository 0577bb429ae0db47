'use client';

import { useState } from 'react';
import { useOnline } from '#lib/client/network/use-online.ts';
import { type Staleness, useStaleness } from '#lib/client/page/use-staleness.ts';

const WORDS: Record<Exclude<Staleness, 'current'>, string> = {
  newer: 'A newer version of this page is available.',
  incomplete: "Part of this page couldn't be loaded, as can happen after an update.",
};

type VersionNoticeProps = {
  build: string;
  /** Whether a reply is streaming anywhere in this tab; a reload would cut it off. */
  replying: boolean;
};

/** Offers to reload the page when the server was replaced. It never reloads automatically. */
export function VersionNotice({ build, replying }: VersionNoticeProps) {
  // The running code stays that of the first build, even if a refresh brings props from a newer one.
  const [initialBuild] = useState(build);
  const staleness = useStaleness(initialBuild);
  const online = useOnline();
  if (staleness === 'current') return null;
  return (
    <div className="tone-info flex items-center justify-center gap-4 border-b border-tone-line bg-tone-tint px-4 py-2 text-tone-text">
      <p role="status" className="text-pretty">
        {WORDS[staleness]}{' '}
        {waitingMessage(replying, online) ?? 'Your messages and draft are saved.'}
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

/** What a reload should wait for; null if it can happen now. */
function waitingMessage(replying: boolean, online: boolean): string | null {
  if (replying) return 'You can reload once the reply has ended.';
  return online ? null : "You can reload when you're back online.";
}
