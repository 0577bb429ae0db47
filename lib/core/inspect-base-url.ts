import { isOpenAiHost } from './inspect-key.ts';

/** What can be wrong with the upstream's address. */
export type BaseUrlProblem =
  | 'not_a_url'
  | 'quotes'
  | 'scheme_missing'
  | 'scheme_unknown'
  | 'insecure_http'
  | 'credentials_in_url'
  | 'query_in_url'
  | 'endpoint_in_url'
  | 'v1_repeated'
  | 'v1_missing'
  | 'website_not_api';

/** The address without a trailing slash, or why it cannot be used; `problem` and `fix` never quote it. */
export type BaseUrlInspection =
  | { ok: true; url: string }
  | { ok: false; reason: BaseUrlProblem; problem: string; fix: string };

const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/**
 * Checks the upstream's base address. Never throws.
 *
 * @param options.allowHttp plain http also to hosts other than loopback (`STARLIGHT_ALLOW_HTTP_UPSTREAM=1`)
 */
export function inspectBaseUrl(value: string, options: { allowHttp: boolean }): BaseUrlInspection {
  const text = value.trim();
  if (/^["'`“”‘’<]|["'`“”‘’>]$/.test(text)) return refuse('quotes');
  if (/^[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(\/|$)|^(localhost|[\d.]+):\d+/i.test(text)) {
    return refuse('scheme_missing');
  }
  const url = URL.parse(text);
  if (!url || /[\s\p{C}]/u.test(text)) return refuse('not_a_url');
  const reason = findProblem(url, options.allowHttp);
  if (reason) return refuse(reason);
  return { ok: true, url: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}

function findProblem(url: URL, allowHttp: boolean): BaseUrlProblem | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme_unknown';
  if (url.username !== '' || url.password !== '') return 'credentials_in_url';
  if (url.search !== '' || url.hash !== '' || /[?#]$/.test(url.href)) return 'query_in_url';
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) return 'insecure_http';
  if (/^(platform\.openai|chat\.openai|(www\.)?openai|chatgpt)\.com$/.test(url.hostname)) {
    return 'website_not_api';
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (/\/(chat\/completions|completions|chat|responses|models|embeddings)$/.test(path)) {
    return 'endpoint_in_url';
  }
  if (/\/v1\/+v1$/.test(path)) return 'v1_repeated';
  return isOpenAiHost(url.hostname) && path !== '/v1' ? 'v1_missing' : null;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function refuse(reason: BaseUrlProblem): BaseUrlInspection {
  return { ok: false, reason, ...WORDS[reason] };
}

const WORDS: Record<BaseUrlProblem, { problem: string; fix: string }> = {
  not_a_url: {
    problem: 'It is not a web address.',
    fix: `Use a full address such as ${OPENAI_BASE_URL}, or remove the variable to use OpenAI.`,
  },
  quotes: {
    problem: 'It has quotation marks or brackets around it.',
    fix: 'Remove them: docker --env-file and hosting dashboards take them literally.',
  },
  scheme_missing: {
    problem: 'It does not begin with https://.',
    fix: 'Put https:// in front (http:// for a server on this machine).',
  },
  scheme_unknown: {
    problem: 'It begins with something other than https:// or http://.',
    fix: 'Use an https:// address.',
  },
  insecure_http: {
    problem: 'It is a plain http address of another machine, so the key would travel unencrypted.',
    fix: 'Use https, or set STARLIGHT_ALLOW_HTTP_UPSTREAM=1 when the network between is yours.',
  },
  credentials_in_url: {
    problem: 'It holds a user name or password.',
    fix: 'Remove what stands before the @; the key belongs in OPENAI_API_KEY.',
  },
  query_in_url: {
    problem: 'It holds a query or fragment (? or #).',
    fix: 'Remove everything from the ? or # on.',
  },
  endpoint_in_url: {
    problem: 'It names an endpoint; Starlight adds /chat/completions itself.',
    fix: 'End the address before the endpoint, at /v1 for most services.',
  },
  v1_repeated: { problem: 'It says /v1 twice.', fix: 'End the address with a single /v1.' },
  v1_missing: {
    problem: "It is OpenAI's host, but the path is not /v1.",
    fix: `Set it to ${OPENAI_BASE_URL}, or remove the variable.`,
  },
  website_not_api: {
    problem: "It is a website of OpenAI's, not its API.",
    fix: `Set it to ${OPENAI_BASE_URL}, or remove the variable.`,
  },
};
