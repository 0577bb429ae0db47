import 'server-only';

type ConnectionInfo = {
  /** Whether the visitor uses https; on plain http, HSTS and upgrades would break an install in a LAN. */
  https: boolean;
};

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'x-dns-prefetch-control': 'off',
} as const;

// An API response is data: nothing in it may load, run or be framed.
const API_POLICY =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Sets the headers of every response, except its content security policy. */
export function setSecurityHeaders(headers: Headers, { https }: ConnectionInfo): void {
  for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
  if (https) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
}

/** Sets the headers of every response that is not a page, including failures. */
export function setApiHeaders(
  headers: Headers,
  { https, requestId }: ConnectionInfo & { requestId: string },
): void {
  setSecurityHeaders(headers, { https });
  headers.set('content-security-policy', API_POLICY);
  headers.set('x-request-id', requestId);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
}

/**
 * The policy of a page (CSP level 3): scripts only by nonce. Development adds what React's debugging
 * (`eval`), hot reloading (`ws:`) and the error overlay's styles need.
 *
 * @param frames whether the page may show another page of this site in a frame
 */
export function pageSecurityPolicy(
  nonce: string,
  { https, development, frames }: ConnectionInfo & { development: boolean; frames: boolean },
): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // A picture in a reply is shown from memory (`lib/client/page/read-picture.ts`).
    `img-src 'self' blob:${development ? ' data:' : ''}`,
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    "manifest-src 'self'",
    // The service worker (`public/sw.js`); the policy for trusted types allows no other.
    "worker-src 'self'",
    // The page that draws diagrams (`lib/client/diagrams`). It also keeps that one from going elsewhere.
    ...(frames ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    // Only `lib/client/page/script-policy.ts` may turn text into scripts. Hot reloading evaluates some.
    ...(development ? [] : ["require-trusted-types-for 'script'", 'trusted-types default']),
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
