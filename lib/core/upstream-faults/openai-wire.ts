import type { ErrorKind } from '../errors/error-kinds.ts';
import type { UpstreamFault } from './upstream-fault.ts';

/** OpenAI's error object; a missing field is sent as null, as OpenAI does. */
type OpenAiError = {
  message: string;
  type: string | null;
  code?: string | number | null;
  param?: string | null;
};
type ResponseFault = Extract<UpstreamFault['wire'], { type: 'response' }>;

/** Whose headers a response has: OpenAI's API, its sign-in (before any processing), Cloudflare's edge. */
type HeaderSet = 'api' | 'sign_in' | 'edge';

/** A response with OpenAI's error object, pretty-printed as OpenAI does. */
export function openAiFault(
  id: string,
  kind: ErrorKind,
  status: number,
  error: OpenAiError,
  headers: HeaderSet | Record<string, string> = 'api',
): UpstreamFault {
  const envelope = {
    error: {
      message: error.message,
      type: error.type,
      param: error.param ?? null,
      code: error.code ?? null,
    },
  };
  const set = typeof headers === 'string' ? headers : 'api';
  const extra = typeof headers === 'string' ? {} : headers;
  const body = `${JSON.stringify(envelope, null, 2)}\n`;
  return responseFault(id, kind, status, body, { ...headersOf(set, id), ...extra });
}

/** A JSON response in any dialect. */
export function jsonFault(
  id: string,
  kind: ErrorKind,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): UpstreamFault {
  const all = { 'content-type': 'application/json', ...headers };
  return responseFault(id, kind, status, JSON.stringify(value), all);
}

/** An HTML page from Cloudflare's edge. */
export function pageFault(
  id: string,
  kind: ErrorKind,
  status: number,
  body: string,
): UpstreamFault {
  return responseFault(id, kind, status, body, headersOf('edge', id));
}

/** A failure before any response. */
export function connectionFault(id: string, kind: ErrorKind, code: string): UpstreamFault {
  return { id, kind, confirmed: true, wire: { type: 'connection', code } };
}

/** Marks a fault whose exact bytes have not been seen, at least in part. */
export function unconfirmed(fault: UpstreamFault): UpstreamFault {
  return { ...fault, confirmed: false };
}

function responseFault(
  id: string,
  kind: ErrorKind,
  status: number,
  body: string,
  headers: ResponseFault['headers'],
): UpstreamFault {
  return { id, kind, confirmed: true, wire: { type: 'response', status, headers, body } };
}

function headersOf(set: HeaderSet, id: string): Record<string, string> {
  const ray = `${hexOf(`ray ${id}`)}-FRA`;
  if (set === 'edge') {
    return { 'content-type': 'text/html; charset=UTF-8', server: 'cloudflare', 'cf-ray': ray };
  }
  const signIn = {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': `req_${hexOf(id)}${hexOf(`${id}.`)}`,
    server: 'cloudflare',
    'cf-ray': ray,
  };
  if (set === 'sign_in') return signIn;
  return { ...signIn, 'openai-processing-ms': '21', 'openai-version': '2020-10-01' };
}

/** Sixteen hexadecimal digits derived from an ID (FNV-1a, twice), so that tests see stable IDs. */
function hexOf(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (const character of text) {
    low = Math.imul(low ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    high = Math.imul(high ^ low, 0x85ebca6b) >>> 0;
  }
  return low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0');
}
