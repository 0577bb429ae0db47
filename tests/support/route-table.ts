export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export type Method = (typeof METHODS)[number];

/**
 * What a stranger may do, by route file: the methods that answer with success, and why that is
 * harmless. Everything else must be refused. A new route must be entered here before the suites
 * pass.
 */
export const OPEN_METHODS: Record<string, { methods: readonly Method[]; because: string }> = {
  'app/api/[...path]/route.ts': { methods: [], because: 'answers 404' },
  'app/api/chat/route.ts': { methods: [], because: 'needs a session' },
  'app/api/doctor/route.ts': { methods: [], because: 'needs the operator' },
  'app/api/doctor/listen/route.ts': { methods: [], because: 'needs the operator, in development' },
  'app/api/health/route.ts': { methods: ['GET', 'HEAD'], because: 'tells configured or not' },
  'app/api/log/route.ts': { methods: [], because: 'needs the operator' },
  'app/api/ready/route.ts': { methods: ['GET', 'HEAD'], because: 'tells whether it may serve' },
  'app/api/session/route.ts': { methods: ['DELETE'], because: 'ends the caller’s own session' },
  'app/share-target/route.ts': { methods: ['POST'], because: 'opens the page, as a link does' },
  'app/v1/[...path]/route.ts': { methods: [], because: 'answers 404' },
  'app/v1/chat/completions/route.ts': { methods: [], because: 'needs a team token' },
  'app/v1/models/route.ts': { methods: [], because: 'needs a team token' },
  'app/v1/responses/route.ts': { methods: [], because: 'needs a team token' },
};

/** The route files where a visitor’s cookie could grant access to something. */
export const COOKIE_ROUTES = Object.keys(OPEN_METHODS).filter(
  (file) => !/\/v1\/|health|ready|share-target|\[\.\.\.path\]/.test(file),
);

/** Headers that browsers send for requests from another site. */
export function foreignSenders(ownOrigin: string): Record<string, string>[] {
  return [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' },
    { origin: ownOrigin, 'sec-fetch-site': 'cross-site' },
    // What no browser sends: over https, this would be this site behind a proxy that rewrites Host.
    { origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'none' },
  ];
}

/** The path of a route, with placeholders for its parameters. */
export function pathOf(file: string): string {
  return file
    .replace(/^app/, '')
    .replace(/\/route\.tsx?$/, '')
    .replace(/\[.*?\]/g, 'anything');
}

/**
 * Everything that makes a request valid except its sender: the headers of this site's page, and a
 * valid body.
 */
export function rightRequest(
  file: string,
  method: Method,
  origin: string,
): { method: Method; headers: Record<string, string>; body?: string } {
  const headers = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  if (method === 'GET' || method === 'HEAD') return { method, headers };
  return { method, headers, body: JSON.stringify(validBody(file)) };
}

function validBody(file: string): object {
  if (file.includes('session')) return { code: 'x' };
  if (file.includes('responses')) return { input: 'hello' };
  return { messages: [{ role: 'user', content: 'hello' }] };
}
