import type { ErrorKind } from '../errors/error-kinds.ts';
import type { BodyForm, Verdict } from './classification.ts';
import type { UpstreamReason } from './upstream-reasons.ts';

type StatusMeaning = { kind: ErrorKind; reason?: UpstreamReason };

const KINDS_BY_STATUS: Readonly<Record<number, StatusMeaning>> = {
  400: { kind: 'bad_request' },
  401: { kind: 'key_invalid' },
  402: { kind: 'quota_exhausted' },
  405: { kind: 'wrong_url', reason: 'method' },
  // A proxy in front of the upstream requires its own sign-in.
  407: { kind: 'network_blocked' },
  408: { kind: 'upstream_timeout' },
  409: { kind: 'conflict' },
  413: { kind: 'payload_too_large' },
  415: { kind: 'bad_request' },
  422: { kind: 'bad_request' },
  429: { kind: 'rate_limited' },
  431: { kind: 'bad_request' },
  451: { kind: 'region_unsupported' },
  // Groq's flex tier is full: https://console.groq.com/docs/flex-processing
  498: { kind: 'overloaded' },
  // nginx: the client in front of it closed the connection.
  499: { kind: 'connection_lost' },
  502: { kind: 'bad_gateway' },
  503: { kind: 'overloaded' },
  504: { kind: 'gateway_timeout' },
  // A captive portal (RFC 6585).
  511: { kind: 'network_blocked' },
  // Cloudflare: https://developers.cloudflare.com/support/troubleshooting/http-status-codes/
  520: { kind: 'bad_gateway' },
  521: { kind: 'bad_gateway' },
  522: { kind: 'bad_gateway' },
  523: { kind: 'bad_gateway' },
  524: { kind: 'gateway_timeout' },
  525: { kind: 'bad_gateway' },
  526: { kind: 'bad_gateway' },
  527: { kind: 'bad_gateway' },
  529: { kind: 'overloaded' },
  530: { kind: 'bad_gateway' },
};

/**
 * Guesses by status alone, for a body without details. An error without a status is the upstream's
 * own failure. RFC 9110, 15: an unknown 5xx counts as 500.
 *
 * @param hasWords whether the response says anything besides its status
 */
export function guessFromStatus(
  status: number | undefined,
  form: BodyForm,
  hasWords: boolean,
): Verdict {
  return { ...meaningOfStatus(status, form, hasWords), certainty: 'guessed' };
}

function meaningOfStatus(
  status: number | undefined,
  form: BodyForm,
  hasWords: boolean,
): StatusMeaning {
  if (status === undefined) return { kind: 'server_error' };
  // An API refuses in JSON; a page comes from a firewall or proxy in the network.
  if (status === 403) return { kind: form === 'json' ? 'refused' : 'network_blocked' };
  // An API that has the route says in JSON what it misses.
  if (status === 404 || status === 410) {
    return form === 'json' && hasWords
      ? { kind: 'refused', reason: 'not_found' }
      : { kind: 'wrong_url' };
  }
  const known = KINDS_BY_STATUS[status];
  if (known) return known;
  if (status >= 500 && status <= 599) return { kind: 'server_error' };
  return { kind: status >= 400 && status <= 499 ? 'refused' : 'unknown' };
}
