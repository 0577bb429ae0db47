import type { BodyForm, Verdict } from './classification.ts';

const KINDS_BY_STATUS: Readonly<Record<number, Verdict>> = {
  400: { kind: 'bad_request' },
  401: { kind: 'key_invalid' },
  402: { kind: 'quota_exhausted' },
  404: { kind: 'wrong_url' },
  405: { kind: 'wrong_url', reason: 'method' },
  // A proxy in front of the upstream requires its own sign-in.
  407: { kind: 'network_blocked' },
  408: { kind: 'upstream_timeout' },
  409: { kind: 'conflict' },
  410: { kind: 'wrong_url' },
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
 * Decides by status alone, for a body without details. An error without a status is the upstream's
 * own failure. RFC 9110, 15: an unknown 5xx counts as 500.
 */
export function verdictOfStatus(status: number | undefined, form: BodyForm): Verdict {
  if (status === undefined) return { kind: 'server_error' };
  if (status === 403) {
    // An API refuses in JSON; a page comes from a firewall or proxy in the network.
    return form === 'json'
      ? { kind: 'missing_scopes', reason: 'forbidden' }
      : { kind: 'network_blocked' };
  }
  const known = KINDS_BY_STATUS[status];
  if (known) return known;
  return { kind: status >= 500 && status <= 599 ? 'server_error' : 'unknown' };
}
