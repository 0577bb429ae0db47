import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config, ConfigProblem } from '../config/config.ts';
import { isLoopbackHost } from '../http/development/is-loopback-host.ts';

type OriginConfig = Pick<Config, 'origin'>;
type Refusal = 'cross_site' | 'no_origin' | 'other_origin' | 'host_rewritten';

/**
 * Lets only pages of this site through. `Sec-Fetch-Site` must be `same-origin` if the browser sends it,
 * and `Origin` must be `STARLIGHT_ORIGIN`. If that is not set, `Origin` must name the `Host`, or the
 * browser must have said `same-origin` where only it can: see `isVouchedFor`.
 * `X-Forwarded-Host` is never read: Next passes a client's own through unchanged.
 *
 * @throws `origin_rejected`, with the reason
 */
export function requireSameOrigin(request: Request, config: OriginConfig): void {
  const reason = refusalOf(request.headers, config);
  if (reason !== null) throw new StarlightError({ kind: 'origin_rejected', details: { reason } });
}

/** What the operator may have to set after such a refusal, by its reason; null if nothing. */
export function findOriginProblem(reason: string | undefined): ConfigProblem | null {
  const problems = Object.values(ORIGIN_PROBLEMS).filter((problem) => problem !== null);
  return problems.find((problem) => problem.reason === reason) ?? null;
}

/** What to set if a proxy has rewritten the `Host` of an accepted request; null if none has. */
export function findHostProblem({ headers }: Request, config: OriginConfig): ConfigProblem | null {
  const origin = originOf(headers);
  const isRewritten = config.origin === null && origin !== null && !isHost(headers, origin);
  return isRewritten ? ORIGIN_PROBLEMS.host_rewritten : null;
}

function refusalOf(headers: Headers, config: OriginConfig): Refusal | null {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return 'cross_site';
  const origin = originOf(headers);
  if (origin === null) return 'no_origin';
  if (config.origin !== null) return origin.origin === config.origin ? null : 'other_origin';
  return isHost(headers, origin) || isVouchedFor(origin, site) ? null : 'host_rewritten';
}

function originOf(headers: Headers): URL | null {
  const text = headers.get('origin') ?? '';
  const origin = URL.parse(text);
  if (origin === null || !/^https?:$/.test(origin.protocol)) return null;
  // An origin has only one serialization (RFC 6454, 6.2), so no browser sent any other text.
  return origin.origin === text ? origin : null;
}

/** Behind a proxy the browser may use https while this server receives http, so the scheme is the origin's. */
function isHost(headers: Headers, origin: URL): boolean {
  const host = headers.get('host');
  return host !== null && URL.parse(`${origin.protocol}//${host}`)?.host === origin.host;
}

/**
 * Whether a browser itself says that page and request have one origin, so that a proxy has rewritten the
 * `Host`. No page can set `Sec-Fetch-Site`. Browsers send it only over https or to this machine (Fetch
 * Metadata, 2; Secure Contexts, 3.1), so over plain http it is not believed. A page whose name was bound
 * to this server's address afterwards (DNS rebinding) is of one origin with it, but not over https: the
 * certificate is not for its name. Names of this machine can't be bound to another.
 */
function isVouchedFor(origin: URL, site: string | null): boolean {
  return site === 'same-origin' && (origin.protocol === 'https:' || isLoopbackHost(origin.host));
}

const ORIGIN_PROBLEMS = {
  other_origin: {
    variable: 'STARLIGHT_ORIGIN',
    reason: 'other_origin',
    problem: 'A page at another address than this one sent a request.',
    fix: "Set it to the address that people type, with scheme and port. If it already is, another website sent the request, and there's nothing to do.",
    severity: 'warning',
  },
  host_rewritten: {
    variable: 'STARLIGHT_ORIGIN',
    reason: 'host_rewritten',
    problem:
      "It isn't set, and the Host header isn't the address of the page: a proxy in front rewrites it.",
    fix: 'Set STARLIGHT_ORIGIN to the address that people type, such as https://chat.example, or let the proxy keep Host.',
    severity: 'warning',
  },
  cross_site: null,
  no_origin: null,
} as const satisfies Record<Refusal, ConfigProblem | null>;
