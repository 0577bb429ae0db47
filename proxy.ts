import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { isMissingGuidePage } from '#lib/core/guide/search/is-missing-guide-page.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { pageSecurityPolicy, setSecurityHeaders } from '#lib/server/http/security-headers.ts';
import { isHttps } from '#lib/server/session/request-scheme.ts';

/** Replies are shown there, with diagrams. */
const CHAT_PAGES: ReadonlySet<string> = new Set(['/', '/demo']);

/**
 * Gives every page its security headers and a fresh nonce, which Next reads from the policy in the
 * request. It authorizes nothing: each route handler guards itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const site = currentConfig();
  const https = isHttps(request.headers, site);
  const nonce = randomBytes(16).toString('base64');
  const frames = CHAT_PAGES.has(request.nextUrl.pathname);
  const policy = pageSecurityPolicy(nonce, { https, development: site.development, frames });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  // Without scripts, a browser shows an empty page when a page calls `notFound()`; an address that
  // matches no route gets the complete 404 page.
  const response = isMissingGuidePage(request.nextUrl.pathname)
    ? NextResponse.rewrite(new URL('/errors/none/such', request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  setSecurityHeaders(response.headers, { https });
  return response;
}

export const config = {
  // Excludes the API: once a proxy matches, Next holds a request until its whole body has arrived,
  // so no handler could reject it early. `apiRoute` sets the same headers. And the page that draws
  // diagrams, whose policy is another one (`next.config.mjs`).
  matcher: ['/((?!api/|v1/|share-target$|diagram/|_next/static/).*)'],
};
