import { GUESSED_ERRORS } from '#lib/core/catalogue/entries/guessed-errors.ts';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import { classifyConnectionError } from '#lib/core/classify/classify-connection-error.ts';
import { classifyErrorEvent, isErrorPayload } from '#lib/core/classify/classify-error-event.ts';
import { classifyUpstreamError } from '#lib/core/classify/classify-upstream-error.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { ERROR_KINDS, type ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { type Failure, toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { GUIDE_KINDS } from '#lib/core/guide/guide-groups.ts';
import { statusesOfGuess } from '#lib/core/guide/statuses-of-guess.ts';
import { payloadsOf } from '#lib/core/guide/wire/wire-payloads.ts';
import type { UpstreamFault } from '#lib/core/upstream-faults/upstream-fault.ts';
import { faultsOfKind } from '#lib/core/upstream-faults/upstream-faults.ts';

/** One banner to be photographed. */
export type GalleryBanner = {
  /** In file names: the kind, with `-guessed` if only its status told it. */
  name: string;
  kind: ErrorKind;
  error: ErrorBody;
  /** The part of the reply that had arrived. */
  replyText: string;
  /** Whether earlier messages exist that can be left out. */
  isLong: boolean;
};

const REQUEST_ID = 'r4mT9wQx2LkV';
const PART_OF_REPLY = 'The night sky is dark because the universe is young';

// What the server or the browser reports with its own failures.
const OWN_FAILURES: { [Kind in ErrorKind]?: Omit<Failure, 'kind'> } = {
  key_malformed: {
    details: { reason: 'line_break', position: 52, keyPrefix: 'sk-proj-', keyLength: 165 },
  },
  key_invalid: { details: { keyPrefix: 'sk-proj-', keyLength: 164, keyEnd: '9f' } },
  invalid_request: { details: { field: 'messages[2].content' } },
  model_not_offered: { details: { model: 'gpt-4o' } },
  body_too_large: { details: { limit: 4_000_000, used: 5_213_004, limitUnit: 'bytes' } },
  visitor_rate_limited: {
    retryAfterMs: 12_000,
    details: { limit: 20, limitUnit: 'requests', limitWindow: 'minute' },
  },
  too_many_at_once: { retryAfterMs: 4_000, details: { limit: 3, limitUnit: 'replies' } },
  budget_spent: {
    retryAfterMs: 5 * 3_600_000,
    details: { limit: 5, limitUnit: 'usd', limitWindow: 'day' },
  },
  not_configured: { details: { variable: 'OPENAI_API_KEY', reason: 'not_set' } },
  // Starlight's own deadline; an upstream may send 408.
  upstream_timeout: { status: 504 },
  busy: { retryAfterMs: 9_000 },
  store_unavailable: {
    retryAfterMs: 2_000,
    details: { variable: 'REDIS_URL', reason: 'unreachable' },
  },
  server_restarting: { retryAfterMs: 5_000 },
  unknown: { status: 418 },
  offline: { status: 0 },
  starlight_unreachable: { status: 0 },
};
const WITHOUT_TEXT: ReadonlySet<ErrorKind> = new Set(['reply_empty', 'reply_refused']);

/** The kinds that have other words if they are guessed. */
const GUESSED_KINDS = GUIDE_KINDS.filter((kind) => GUESSED_ERRORS[kind] !== undefined);

/** The names of the guesses among the banners. */
export const GUESSES: readonly string[] = GUESSED_KINDS.map((kind) => `${kind}-guessed`);

/**
 * A banner of every kind, with the details that a typical upstream fault leads to, and one of every
 * kind that a status alone can lead to.
 */
export function galleryBanners(): readonly GalleryBanner[] {
  return [...recognizedBanners(), ...GUESSED_KINDS.map(guessedBanner)];
}

function guessedBanner(kind: ErrorKind): GalleryBanner {
  const failure = {
    kind,
    certainty: 'guessed',
    status: statusesOfGuess(kind)[0],
    upstreamRequestId: 'req_8f2c41d7',
  } as const;
  const error = toErrorBody(failure, REQUEST_ID);
  return { name: `${kind}-guessed`, kind, error, replyText: '', isLong: false };
}

function recognizedBanners(): readonly GalleryBanner[] {
  return GUIDE_KINDS.map((kind) => {
    const own = OWN_FAILURES[kind];
    const fault = faultsOfKind(kind)[0];
    const seen = fault === undefined ? null : failureOf(fault);
    const failure = { ...(seen?.kind === kind && seen), ...own, kind };
    const cut = ERROR_KINDS[kind].origin === 'reply' && !WITHOUT_TEXT.has(kind);
    return {
      name: kind,
      kind,
      error: toErrorBody(failure, failure.status === 0 ? 'none' : REQUEST_ID),
      replyText: cut ? PART_OF_REPLY : '',
      isLong: ERROR_CATALOGUE[kind].actions.visitor.includes('shorten_and_retry'),
    };
  });
}

/** What the classifier makes of a fault; `null` if the end of a stream decides. */
function failureOf(fault: UpstreamFault): Failure | null {
  const { wire } = fault;
  switch (wire.type) {
    case 'response':
      return classifyUpstreamError({ ...wire, headers: new Headers(wire.headers) }, 0);
    case 'connection': {
      const cause = Object.assign(new Error('fetch failed'), { code: wire.code });
      return classifyConnectionError(new TypeError('fetch failed', { cause }));
    }
    case 'stream': {
      const error = payloadsOf(fault).find(isErrorPayload);
      return error === undefined ? null : classifyErrorEvent(error);
    }
  }
}
