import type { ApiClient } from '../../key/api-client.ts';

/** The URL to call, as a base URL and the path after it. */
type CallTarget = { baseUrl: string; path: CallPath };
export type CallPath = '/chat/completions' | '/responses' | '/embeddings' | '/models';

const CORRECTIONS: Record<ApiClient, string> = {
  axios:
    'axios takes headers inside an object, as its third argument: axios.post(url, data, { headers }). With axios.post(url, data, headers), it reads them as its own options and sends none.',
  browser:
    'fetch takes headers inside an object, as its second argument: fetch(url, { method, headers, body }).',
  curl: 'curl takes the header with -H, in double quotes so that the shell expands the variable.',
  fetch:
    'fetch takes headers inside an object, as its second argument: fetch(url, { method, headers, body }).',
  httpx: 'httpx takes headers as a named argument: httpx.post(url, headers=headers, json=data).',
  openai_node: 'The openai package builds the header from apiKey: new OpenAI({ apiKey, baseURL }).',
  openai_python:
    'The openai package builds the header from api_key: OpenAI(api_key=…, base_url=…).',
  python_requests:
    'requests takes headers as a named argument: requests.post(url, headers=headers, json=data).',
  other: 'Send the Authorization header: the word Bearer, a space and the key.',
};

/** How this client sends its key correctly, in one or two sentences. */
export function correctionFor(client: ApiClient): string {
  return CORRECTIONS[client];
}

/** The complete corrected call for this client, to copy; `data` is the program's existing body. */
export function correctedCall(client: ApiClient, target: CallTarget): string {
  return CALLS[client](target).join('\n');
}

const KEY_IN_NODE = '`Bearer $' + '{process.env.OPENAI_API_KEY}`';
const SDK_CALLS: Record<CallPath, { js: string; python: string }> = {
  '/chat/completions': {
    js: 'chat.completions.create(data)',
    python: 'chat.completions.create(**data)',
  },
  '/responses': { js: 'responses.create(data)', python: 'responses.create(**data)' },
  '/embeddings': { js: 'embeddings.create(data)', python: 'embeddings.create(**data)' },
  '/models': { js: 'models.list()', python: 'models.list()' },
};

const CALLS: Record<ApiClient, (target: CallTarget) => string[]> = {
  axios: (target) => [
    `const url = '${urlOf(target)}';`,
    `const headers = { Authorization: ${KEY_IN_NODE} };`,
    isGet(target)
      ? 'const response = await axios.get(url, { headers });'
      : 'const response = await axios.post(url, data, { headers });',
  ],
  browser: (target) => fetchCall(target, '`Bearer $' + '{apiKey}`'),
  curl: (target) => [
    `curl ${urlOf(target)} \\`,
    `  -H "Authorization: Bearer $OPENAI_API_KEY"${isGet(target) ? '' : ' \\'}`,
    ...(isGet(target) ? [] : ['  -H "Content-Type: application/json" \\', '  -d "$data"']),
  ],
  fetch: (target) => fetchCall(target, KEY_IN_NODE),
  httpx: (target) => pythonCall('httpx', target),
  openai_node: ({ baseUrl, path }) => [
    'const client = new OpenAI({',
    '  apiKey: process.env.OPENAI_API_KEY,',
    `  baseURL: '${baseUrl}',`,
    '});',
    `const answer = await client.${SDK_CALLS[path].js};`,
  ],
  openai_python: ({ baseUrl, path }) => [
    'client = OpenAI(',
    '    api_key=os.environ["OPENAI_API_KEY"],',
    `    base_url="${baseUrl}",`,
    ')',
    `answer = client.${SDK_CALLS[path].python}`,
  ],
  python_requests: (target) => pythonCall('requests', target),
  other: (target) => [
    `${isGet(target) ? 'GET' : 'POST'} ${urlOf(target)}`,
    'Authorization: Bearer <key>',
    ...(isGet(target) ? [] : ['Content-Type: application/json']),
  ],
};

function fetchCall(target: CallTarget, bearer: string): string[] {
  if (isGet(target)) {
    return [
      `const url = '${urlOf(target)}';`,
      `const response = await fetch(url, { headers: { Authorization: ${bearer} } });`,
    ];
  }
  return [
    `const url = '${urlOf(target)}';`,
    'const response = await fetch(url, {',
    "  method: 'POST',",
    '  headers: {',
    `    Authorization: ${bearer},`,
    "    'Content-Type': 'application/json',",
    '  },',
    '  body: JSON.stringify(data),',
    '});',
  ];
}

function pythonCall(library: 'httpx' | 'requests', target: CallTarget): string[] {
  return [
    `url = "${urlOf(target)}"`,
    'headers = {"Authorization": f"Bearer {os.environ[\'OPENAI_API_KEY\']}"}',
    isGet(target)
      ? `response = ${library}.get(url, headers=headers)`
      : `response = ${library}.post(url, headers=headers, json=data)`,
  ];
}

function urlOf({ baseUrl, path }: CallTarget): string {
  return `${baseUrl}${path}`;
}

function isGet({ path }: CallTarget): boolean {
  return path === '/models';
}
