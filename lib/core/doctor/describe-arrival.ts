import { type ApiClient, nameApiClient, withCorrectHeader } from '../api-client.ts';
import { diagnoseAuthorization, readBearerToken } from '../diagnose-authorization.ts';
import { describeKey } from './key-words.ts';

/** A request of another program, as it came. */
export type Arrival = {
  method: string;
  /** With the query. */
  path: string;
  /** Names in lower case; a name that came twice is there twice. */
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
};

/** What arrived, without a secret, what is wrong with it, and how this client sends it right. */
export type ArrivalReport = {
  ok: boolean;
  client: ApiClient;
  /** `POST /v1/chat/completions from axios`. */
  summary: string;
  /** What was looked at: `Authorization: Bearer (begins with …)`. */
  facts: string[];
  problems: string[];
  /** The corrected call; null where nothing is wrong with the credentials. */
  correction: string | null;
};

const KNOWN_PATHS = new Map([
  ['/v1/chat/completions', 'POST'],
  ['/v1/models', 'GET'],
]);
const CLIENT_NAMES: Record<ApiClient, string> = {
  axios: 'axios',
  browser: 'a page in a browser',
  curl: 'curl',
  fetch: 'fetch in Node, Deno or Bun',
  httpx: "Python's httpx",
  openai_node: 'the openai package for JavaScript',
  openai_python: 'the openai package for Python',
  python_requests: "Python's requests",
  other: 'a client that does not say its name',
};

/** Says what a request shows, redacted: names of headers, fields and query, and the shape of the token alone. */
export function describeArrival(arrival: Arrival): ArrivalReport {
  const header = (wanted: string) => arrival.headers.find(([name]) => name === wanted)?.[1] ?? null;
  const authorization = header('authorization');
  const client = nameApiClient(header('user-agent'));
  const path = arrival.path.split('?', 1)[0] ?? '';
  const body = readBody(arrival);
  const credentialProblem = credentialProblemOf(arrival, authorization, client, body.names);
  const problems = [
    ...routeProblems(arrival.method, path),
    ...(credentialProblem === null ? [] : [credentialProblem]),
    ...bodyProblems(arrival, header('content-type'), body),
  ];
  return {
    ok: problems.length === 0,
    client,
    summary: `${safeName(arrival.method)} ${safePath(path)} from ${CLIENT_NAMES[client]}`,
    facts: [
      `Authorization: ${authorizationWords(authorization)}`,
      `Content-Type: ${mediaTypeWords(header('content-type'))}`,
      `Headers: ${arrival.headers.map(([name]) => safeName(name)).join(', ')}`,
      `Body: ${bodyWords(arrival, body)}`,
    ],
    problems,
    correction: credentialProblem === null ? null : withCorrectHeader(client),
  };
}

function credentialProblemOf(
  { headers, path }: Arrival,
  authorization: string | null,
  client: ApiClient,
  bodyNames: readonly string[],
): string | null {
  if (readBearerToken(authorization).ok) return null;
  const { message } = diagnoseAuthorization({
    authorization,
    userAgent: null,
    headerNames: headers.map(([name]) => name),
    queryNames: [...new URLSearchParams(path.split('?')[1] ?? '').keys()],
    bodyNames,
  });
  // The correction for this client follows by itself.
  const said = message.replace(withCorrectHeader('other'), '').trim();
  const asInTheQuestion =
    client === 'axios' && authorization === null && !bodyNames.includes('headers')
      ? ' This is what axios.post(url, data, headers) looks like: the third argument was not { headers }.'
      : '';
  return `${said}${asInTheQuestion}`;
}

function routeProblems(method: string, path: string): string[] {
  const wanted = KNOWN_PATHS.get(path);
  if (wanted !== undefined) {
    if (wanted === method) return [];
    const hint = wanted === 'POST' ? ' A call without a method is a GET.' : '';
    return [`${path} takes ${wanted}, and a ${safeName(method)} came.${hint}`];
  }
  if (/\/v1\/v1\//.test(path)) {
    return ['The path says /v1 twice: the base URL has it already, or the client adds it.'];
  }
  if (/^\/(chat\/completions|models)$/.test(path)) {
    return ['The path lacks /v1: end the base URL with it.'];
  }
  if (/\/chat\/completions\/chat\/completions$/.test(path)) {
    return ['The path says /chat/completions twice: end the base URL at /v1.'];
  }
  return ['There is nothing at this path. Chat is at /v1/chat/completions.'];
}

type ReadBody = { isJson: boolean; names: string[] };

function readBody({ body }: Arrival): ReadBody {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return { isJson: isObject, names: isObject ? Object.keys(value) : [] };
  } catch {
    // Not JSON, which is told as a problem.
    return { isJson: false, names: [] };
  }
}

function bodyProblems(
  { method, body }: Arrival,
  contentType: string | null,
  { isJson, names }: ReadBody,
): string[] {
  if (method !== 'POST') return [];
  if (body === '') return ['The body is empty.'];
  const problems: string[] = [];
  if (contentType?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') {
    problems.push('Content-Type is not application/json.');
  }
  if (!isJson) {
    problems.push(
      body.startsWith('[object ')
        ? 'The body is the text [object Object]: send JSON.stringify(data).'
        : 'The body is not a JSON object.',
    );
    return problems;
  }
  const missing = ['model', 'messages'].filter((name) => !names.includes(name));
  if (missing.length > 0) problems.push(`The body has no ${missing.join(' and no ')}.`);
  return problems;
}

function authorizationWords(value: string | null): string {
  if (value === null) return 'absent';
  const reading = readBearerToken(value);
  if (reading.ok) return `Bearer, and a token that ${describeKey(reading.token)}`;
  return `present, but not as Bearer and a token (${value.length} characters)`;
}

function mediaTypeWords(value: string | null): string {
  if (value === null) return 'absent';
  const type = value.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^(application|text|multipart)\/[a-z.+-]{1,40}$/.test(type) ? type : 'something else';
}

function bodyWords({ body }: Arrival, { isJson, names }: ReadBody): string {
  if (body === '') return 'none';
  const size = `${body.length} characters`;
  if (!isJson) return `${size}, not a JSON object`;
  return `${size} of JSON with ${names.slice(0, 20).map(safeName).join(', ') || 'nothing in it'}`;
}

/** Names come from outside too: a key can be where a name belongs. */
function safeName(name: string): string {
  return /^[A-Za-z][A-Za-z_-]{0,31}$/.test(name) ? name : '(a name that is not shown)';
}

function safePath(path: string): string {
  return path
    .split('/')
    .map((part) => (/^(v1|[a-z_-]{0,24})$/.test(part) ? part : '…'))
    .join('/');
}
