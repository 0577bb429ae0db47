import 'server-only';
import { classifyConnectionError } from '#lib/core/classify/classify-connection-error.ts';

/** What a proxy did instead of passing a request on. `connection-codes.ts` knows these. */
type ProxyCode =
  | 'PROXY_NAME_UNKNOWN'
  | 'PROXY_UNREACHABLE'
  | 'PROXY_CERTIFICATE'
  | 'PROXY_TIMEOUT'
  | 'PROXY_CLOSED'
  | 'PROXY_AUTHENTICATION'
  | 'PROXY_FORBIDS'
  | 'PROXY_GATEWAY'
  | 'NOT_A_PROXY';

/** A failure of the proxy, not of the upstream. Has nothing of the proxy's own words, nor its address. */
export class ProxyError extends Error {
  readonly code: ProxyCode;

  constructor(code: ProxyCode) {
    super(code);
    this.name = 'ProxyError';
    this.code = code;
  }
}

/** The failure that a proxy's refusal of a tunnel stands for. */
export function errorOfTunnelStatus(status: number): ProxyError {
  if (status === 407) return new ProxyError('PROXY_AUTHENTICATION');
  // A web server that doesn't know CONNECT, or takes its target for a path.
  const isWebServer = status < 400 || [400, 404, 405, 501].includes(status);
  if (isWebServer) return new ProxyError('NOT_A_PROXY');
  return new ProxyError(status < 500 ? 'PROXY_FORBIDS' : 'PROXY_GATEWAY');
}

/** The same for an error of the connection to the proxy. */
export function errorOfProxyConnection(error: unknown): ProxyError {
  if (error instanceof ProxyError) return error;
  const { kind } = classifyConnectionError(error);
  if (kind === 'dns_failure') return new ProxyError('PROXY_NAME_UNKNOWN');
  if (kind === 'tls_failure') return new ProxyError('PROXY_CERTIFICATE');
  if (kind === 'upstream_timeout') return new ProxyError('PROXY_TIMEOUT');
  if (kind === 'connection_lost') return new ProxyError('PROXY_CLOSED');
  // Its headers were not HTTP, or had no end.
  if (kind === 'not_an_api' || kind === 'bad_gateway') return new ProxyError('NOT_A_PROXY');
  return new ProxyError('PROXY_UNREACHABLE');
}
