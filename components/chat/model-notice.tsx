'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { describeGoneModel, readShutdown } from '#lib/core/models/describe-shutdown.ts';
import type { ModelTrouble, SiteState } from '#lib/core/site-state.ts';
import { PageLink } from '../ui/page-link.tsx';

const FIRST_CHECK_MS = 3000;
const MAX_CHECK_MS = 30_000;

export type ModelNoticeProps = {
  site: Pick<SiteState, 'models' | 'modelTrouble' | 'role' | 'upstreamName' | 'contact'>;
  /** The model of this conversation so far. */
  stored: string | null;
  /** The model that answers next. */
  model: string;
  onChoose: () => void;
};

/**
 * Says that there is no model to choose, or else that another one than before will answer, or none: the
 * chosen one is shut down.
 */
export function ModelNotice({ site, stored, model, onChoose }: ModelNoticeProps) {
  const [now] = useState(Date.now);
  if (site.modelTrouble !== null) return <TroubleNotice site={site} trouble={site.modelTrouble} />;
  const message = messageFor({ site, stored, model, now });
  if (message === '') return null;
  return (
    <div className="mx-auto flex w-full max-w-[46rem] flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2 text-muted">
      <p role="status" className="text-pretty">
        {message}
      </p>
      {site.models.length > 1 && (
        <button type="button" className="btn-line" onClick={onChoose}>
          Choose another model
        </button>
      )}
    </div>
  );
}

type NoticeFacts = Pick<ModelNoticeProps, 'site' | 'stored' | 'model'> & { now: number };

/** '' if there is nothing to say. */
function messageFor({ site: { models, upstreamName }, stored, model, now }: NoticeFacts): string {
  const { shutdownDate } = models.find(({ id }) => id === model) ?? {};
  const { isOver, day } = shutdownDate ? readShutdown(shutdownDate, now) : {};
  const isGone = stored !== null && !models.some(({ id }) => id === stored);
  const gone = isGone ? `${describeGoneModel(stored, upstreamName, now)} ` : '';
  if (isOver) return `${gone}${model} was retired on ${day}, so it can't answer.`;
  return isGone ? `${gone}${model} answers your next message.` : '';
}

type TroubleNoticeProps = Pick<ModelNoticeProps, 'site'> & { trouble: ModelTrouble };

function TroubleNotice({ site, trouble }: TroubleNoticeProps) {
  useRefreshUntilGone();
  const isOperator = site.role === 'operator';
  return (
    <div className="tone-wait mx-auto mb-2 flex w-[calc(100%-2rem)] max-w-[44rem] flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border border-tone-line bg-tone-tint px-4 py-2 text-tone-text">
      <p role="status" className="min-w-0 flex-1 text-pretty">
        {isOperator
          ? operatorMessage(trouble, site.upstreamName)
          : visitorMessage(trouble, site.contact)}
      </p>
      {isOperator && (
        <span className="flex shrink-0 gap-3">
          {trouble.kind && (
            <PageLink href={`/errors/${trouble.kind}`} className="underline underline-offset-2">
              What this means
            </PageLink>
          )}
          <PageLink href="/doctor" className="underline underline-offset-2">
            Run the doctor
          </PageLink>
        </span>
      )}
    </div>
  );
}

function operatorMessage({ reason, kind }: ModelTrouble, upstreamName: string): string {
  switch (reason) {
    case 'loading':
      return `STARLIGHT_MODELS asks ${upstreamName} which models there are, and it hasn't answered yet. This page updates itself.`;
    case 'failed':
      return `The list of models from ${upstreamName} couldn't be read (${kind ?? 'unknown'}), so STARLIGHT_MODELS matches nothing. Starlight keeps trying; this page updates itself.`;
    default:
      return `No chat model on the list from ${upstreamName} matches STARLIGHT_MODELS.`;
  }
}

function visitorMessage({ reason }: ModelTrouble, contact: string | null): string {
  if (reason === 'none_match') {
    return `There is no model to choose right now.${contact ? ` You can ask ${contact}.` : ''}`;
  }
  return 'The list of models is still loading. Try again shortly; this page updates itself.';
}

/** Asks the server for the page's state again, ever more rarely, while someone looks at the page. */
function useRefreshUntilGone(): void {
  const router = useRouter();
  useEffect(() => {
    let waitMs = FIRST_CHECK_MS;
    let timer: ReturnType<typeof setTimeout>;
    const check = () => {
      if (document.visibilityState === 'visible') router.refresh();
      waitMs = Math.min(waitMs * 1.5, MAX_CHECK_MS);
      timer = setTimeout(check, waitMs);
    };
    timer = setTimeout(check, waitMs);
    return () => clearTimeout(timer);
  }, [router]);
}
