import type { CallPath } from './corrected-call.ts';

type Route = { path: CallPath; method: 'GET' | 'POST'; fields: readonly string[] };

const ROUTES: readonly Route[] = [
  { path: '/chat/completions', method: 'POST', fields: ['model', 'messages'] },
  { path: '/responses', method: 'POST', fields: ['model'] },
  { path: '/embeddings', method: 'POST', fields: ['model', 'input'] },
  { path: '/models', method: 'GET', fields: [] },
];

/** The intended route of a request, and the problem with its path or method; null if none. */
type ArrivalRoute = {
  /** The chat path if the request's path gives no hint. */
  path: CallPath;
  /** Members that the body must have. */
  fields: readonly string[];
  problem: string | null;
};

/**
 * Reads method and path as an OpenAI-compatible API would.
 *
 * @param method as received, safe to show
 * @param pathname without the query
 */
export function readArrivalRoute(method: string, pathname: string): ArrivalRoute {
  const route = ROUTES.find(({ path }) => pathname === `/v1${path}`);
  if (route) {
    const { path, fields } = route;
    if (route.method === method) return { path, fields, problem: null };
    const hint = route.method === 'POST' ? ' A call that names no method is a GET.' : '';
    const problem = `${pathname} requires ${route.method}, but this was a ${method}.${hint}`;
    return { path, fields, problem };
  }
  const meant = ROUTES.find(({ path }) => pathname.endsWith(path)) ?? CHAT;
  return { path: meant.path, fields: meant.fields, problem: pathProblem(pathname) };
}

const CHAT: Pick<Route, 'path' | 'fields'> = {
  path: '/chat/completions',
  fields: ['model', 'messages'],
};

function pathProblem(pathname: string): string {
  if (/\/v1\/+v1(\/|$)/.test(pathname)) {
    return 'The path contains /v1 twice: the base URL already has it, or the client adds it.';
  }
  if (/\/\//.test(pathname))
    return 'The path has two slashes in a row: remove the one at the end of the base URL.';
  if (ROUTES.some(({ path }) => pathname === path)) {
    return 'The path is missing /v1: add it to the end of the base URL.';
  }
  if (/\/chat\/completions\/chat\/completions$/.test(pathname)) {
    return 'The path contains /chat/completions twice: end the base URL with /v1.';
  }
  return 'Nothing exists at this path. Chat is at /v1/chat/completions.';
}
