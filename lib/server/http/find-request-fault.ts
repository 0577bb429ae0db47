import 'server-only';
import type { IncomingMessage } from 'node:http';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { MethodNotAllowedError } from '../guards/require-method.ts';
import { isSoundHost } from './is-sound-host.ts';

type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;

const API = /^\/(api|v1)(\/|$)/;
const API_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
// Pages accept no body: scripts submit the forms, and there are no Server Actions.
const PAGE_METHODS = ['GET', 'HEAD'];
// What the system's "Share" sends where the page has no worker to take it.
const SHARE_TARGET = '/share-target';
const SHARE_METHODS = ['POST'];

/**
 * Finds a fault in the head of a request; null if there is none. Node has already rejected requests
 * that break the framing of HTTP/1.1 (RFC 9112, 6.3 and 11.2).
 */
export function findRequestFault({
  method,
  url,
  headers,
  rawHeaders,
}: RequestHead): StarlightError | null {
  const path = pathOf(url ?? '');
  if (path === null) return invalid('path', 'request_target');
  const allowed = methodsOf(path);
  if (!allowed.includes(method ?? '')) return new MethodNotAllowedError(allowed);
  // Two servers in a chain could each use a different one (RFC 9112, 3.2).
  if (countOf('host', rawHeaders) > 1) return invalid('host', 'repeated_header');
  // HTTP/1.0 may omit it; Node rejects an HTTP/1.1 request without one.
  if (headers.host !== undefined && !isSoundHost(headers.host))
    return invalid('host', 'host_syntax');
  // Node treats `gzip, chunked` as chunked and passes the body on compressed.
  const coding = headers['transfer-encoding']?.trim().toLowerCase();
  if (coding !== undefined && coding !== 'chunked') {
    return invalid('transfer-encoding', 'transfer_coding');
  }
  return null;
}

function methodsOf(path: string): readonly string[] {
  if (path === SHARE_TARGET) return SHARE_METHODS;
  return API.test(path) ? API_METHODS : PAGE_METHODS;
}

/** The path of a target in origin form (RFC 9112, 3.2.1) with valid escapes; null for any other. */
function pathOf(target: string): string | null {
  if (!target.startsWith('/')) return null;
  const [path = ''] = target.split('?', 1);
  try {
    decodeURIComponent(path);
  } catch {
    // An invalid escape.
    return null;
  }
  return path;
}

function countOf(name: string, rawHeaders: readonly string[]): number {
  return rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === name).length;
}

function invalid(field: string, reason: string): StarlightError {
  return new StarlightError({ kind: 'invalid_request', details: { field, reason } });
}
