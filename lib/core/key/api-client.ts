/** Programs that call an API, as identified by their user agent. */
export type ApiClient =
  | 'axios'
  | 'browser'
  | 'curl'
  | 'fetch'
  | 'httpx'
  | 'openai_node'
  | 'openai_python'
  | 'python_requests'
  | 'other';

const USER_AGENTS: readonly [RegExp, ApiClient][] = [
  [/^axios\//i, 'axios'],
  // Before httpx and requests: the SDKs send their own name, not the name of their HTTP client.
  [/^(Async|Azure)*OpenAI\/Python/i, 'openai_python'],
  [/^(Azure)?OpenAI\/JS/i, 'openai_node'],
  [/^curl\//i, 'curl'],
  [/^(node|undici|node-fetch(\/.*)?)$/i, 'fetch'],
  [/^(Deno|Bun)\//i, 'fetch'],
  [/^python-requests\//i, 'python_requests'],
  [/^python-httpx\//i, 'httpx'],
  [/^Mozilla\//i, 'browser'],
];

const CORRECT_CALLS: Record<ApiClient, string> = {
  axios:
    "With axios, pass headers inside an object, as the third argument: axios.post(url, data, { headers }) with headers = { Authorization: 'Bearer ' + token }. With axios.post(url, data, headers), axios reads them as its own options and sends none.",
  browser:
    "In a web page, call fetch(url, { method: 'POST', headers: { Authorization: 'Bearer ' + token }, body }), or with axios, axios.post(url, data, { headers }). Anyone who opens the page can read the token, so call from a server instead.",
  curl: 'With curl, add -H "Authorization: Bearer $STARLIGHT_TOKEN", in double quotes so that the shell expands the variable.',
  fetch:
    "With fetch, pass headers in the second argument: fetch(url, { method: 'POST', headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' }, body: JSON.stringify(data) }).",
  httpx:
    'With httpx, name the argument: httpx.post(url, headers={"Authorization": f"Bearer {token}"}, json=data).',
  openai_node:
    'With the openai package, use the team token as the key: new OpenAI({ baseURL, apiKey: token }). The package builds the header.',
  openai_python:
    'With the openai package, use the team token as the key: OpenAI(base_url=base_url, api_key=token). The package builds the header.',
  python_requests:
    'With requests, name the argument: requests.post(url, headers={"Authorization": f"Bearer {token}"}, json=data).',
  other: 'Send the header Authorization: Bearer <team token>.',
};

/** Identifies the program by its `User-Agent`. */
export function nameApiClient(userAgent: string | null): ApiClient {
  const known = USER_AGENTS.find(([pattern]) => pattern.test(userAgent ?? ''));
  return known?.[1] ?? 'other';
}

/** How to send `Authorization: Bearer` correctly with this client, in one or two sentences. */
export function withCorrectHeader(client: ApiClient): string {
  return CORRECT_CALLS[client];
}
