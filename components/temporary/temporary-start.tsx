import { MessageCircleDashed } from 'lucide-react';
import type { SiteState } from '#lib/core/site-state.ts';

type TemporaryStartProps = { site: Pick<SiteState, 'demo' | 'upstreamName'> };

/** The first screen of a temporary chat: what is not kept, and what still happens. */
export function TemporaryStart({ site }: TemporaryStartProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-[46rem] flex-col justify-center gap-3 px-4 py-6 sm:py-10">
        <MessageCircleDashed aria-hidden className="size-7 text-accent" strokeWidth={1.5} />
        <h2 className="text-2xl font-semibold tracking-tight text-balance">Temporary chat</h2>
        <p className="max-w-[38rem] text-base text-pretty text-muted">
          Nothing you write, attach or receive here is saved in this browser or on this server. It
          isn't in your conversations or in the search, and it's gone when you leave.
        </p>
        <p className="max-w-[38rem] text-pretty text-muted">
          {site.demo
            ? 'In this demo, nothing is sent to a model.'
            : `Messages still go through this server to ${site.upstreamName}, which may keep them by its own rules.`}{' '}
          To keep something, copy, export or share it.
        </p>
      </div>
    </div>
  );
}
