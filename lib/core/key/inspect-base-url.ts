import { trimEndWhile } from '../text/trim-end-while.ts';
import { isOpenAiHost } from './inspect-key.ts';
import { findValueFault } from './value-fault.ts';

/** What can be wrong with the base URL. */
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

/** The URL without trailing slashes, or why it cannot be used. */
type BaseUrlInspection = { ok: true; url: string } | { ok: false; reason: BaseUrlProblem };

/**
 * Checks the base URL of the upstream. Never throws.
 *
 * @param options.allowHttp accept plain http to any host, not only loopback (`STARLIGHT_ALLOW_HTTP_UPSTREAM=1`)
 */
export function inspectBaseUrl(value: string, options: { allowHttp: boolean }): BaseUrlInspection {
  const text = value.trim();
  if (/^<|>$/.test(text) || findValueFault(text) === 'quotes') return reject('quotes');
  if (/^[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(\/|$)|^(localhost|[\d.]+):\d+/i.test(text)) {
    return reject('scheme_missing');
  }
  const url = URL.parse(text);
  if (!url || /[\s\p{C}]/u.test(text)) return reject('not_a_url');
  const reason = findProblem(url, options.allowHttp);
  if (reason) return reject(reason);
  return { ok: true, url: trimEndWhile(`${url.origin}${url.pathname}`, /\//) };
}

function findProblem(url: URL, allowHttp: boolean): BaseUrlProblem | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme_unknown';
  if (url.username !== '' || url.password !== '') return 'credentials_in_url';
  if (url.search !== '' || url.hash !== '' || /[?#]$/.test(url.href)) return 'query_in_url';
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) return 'insecure_http';
  if (/^(platform\.openai|chat\.openai|(www\.)?openai|chatgpt)\.com$/.test(url.hostname)) {
    return 'website_not_api';
  }
  const path = trimEndWhile(url.pathname, /\//);
  if (/\/(chat\/completions|completions|chat|responses|models|embeddings)$/.test(path)) {
    return 'endpoint_in_url';
  }
  if (/\/v1\/+v1$/.test(path)) return 'v1_repeated';
  return isOpenAiHost(url.hostname) && path !== '/v1' ? 'v1_missing' : null;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function reject(reason: BaseUrlProblem): BaseUrlInspection {
  return { ok: false, reason };
}
