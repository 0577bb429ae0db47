import 'server-only';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { BudgetOfRequest } from '../limits/reserve-budget.ts';
import type { UpstreamEvent } from '../upstream/upstream.ts';
import { failureOfBoth, fallBackFrom } from './may-fall-back.ts';

type Events = AsyncGenerator<UpstreamEvent, void>;

type TwoUpstreams = {
  first: Events;
  /** Asks the second upstream. */
  second: () => Events;
  budget: BudgetOfRequest;
  signal: AbortSignal;
  /** Called when the second is asked, with why. */
  onFallback: (failed: StarlightError) => void;
};

/**
 * The events of the first upstream; if it fails before the first word, thought or picture in a way that
 * another one need not, those of the second. `accepted` comes once. If the second fails as well before its
 * first word, the failure is that of the first, which is the one to fix.
 */
export async function* streamWithFallback({
  first,
  second,
  onFallback,
  ...attempt
}: TwoUpstreams): Events {
  const shown = { accepted: false, words: false };
  let failed: StarlightError;
  try {
    return yield* noteShown(first, shown);
  } catch (error) {
    const cause = shown.words ? null : await fallBackFrom(error, attempt);
    if (!cause) throw error;
    failed = cause;
  }
  onFallback(failed);
  try {
    yield* noteShown(eventsOfSecond(second(), shown.accepted), shown);
  } catch (error) {
    throw shown.words ? error : failureOfBoth(failed, error, attempt);
  }
}

async function* noteShown(events: Events, shown: { accepted: boolean; words: boolean }): Events {
  for await (const event of events) {
    shown[event.type === 'accepted' ? 'accepted' : 'words'] = true;
    yield event;
  }
}

async function* eventsOfSecond(events: Events, wasAccepted: boolean): Events {
  for await (const event of events) {
    // What it thought says nothing to the first, which is asked next time.
    if (event.type === 'reasoning' || (event.type === 'accepted' && wasAccepted)) continue;
    yield event.type === 'done' ? withNotice(event) : event;
  }
}

function withNotice(event: Extract<UpstreamEvent, { type: 'done' }>): UpstreamEvent {
  return { ...event, notices: ['used_fallback', ...(event.notices ?? [])] };
}
