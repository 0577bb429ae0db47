import type { ErrorKind } from '../errors/error-kinds.ts';

/** Codes from Node, undici, llhttp, OpenSSL and zlib, and names of errors without a code. */
const KINDS_BY_CODE: Readonly<Record<string, ErrorKind>> = {
  // DNS: getaddrinfo and c-ares
  ENOTFOUND: 'dns_failure',
  ENODATA: 'dns_failure',
  ESERVFAIL: 'dns_failure',
  EREFUSED: 'dns_failure',
  EBADNAME: 'dns_failure',
  ETIMEOUT: 'dns_failure',

  ECONNREFUSED: 'connection_refused',
  EHOSTUNREACH: 'connection_refused',
  EHOSTDOWN: 'connection_refused',
  ENETUNREACH: 'connection_refused',
  ENETDOWN: 'connection_refused',
  // A firewall on this machine
  EACCES: 'connection_refused',
  EPERM: 'connection_refused',

  ECONNRESET: 'connection_lost',
  ECONNABORTED: 'connection_lost',
  ENOTCONN: 'connection_lost',
  EPIPE: 'connection_lost',
  UND_ERR_SOCKET: 'connection_lost',
  UND_ERR_CLOSED: 'connection_lost',
  UND_ERR_DESTROYED: 'connection_lost',
  UND_ERR_ABORTED: 'connection_lost',
  UND_ERR_INFO: 'connection_lost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection_lost',
  ERR_STREAM_PREMATURE_CLOSE: 'connection_lost',
  HPE_INVALID_EOF_STATE: 'connection_lost',
  HPE_CLOSED_CONNECTION: 'connection_lost',
  AbortError: 'connection_lost',

  ETIMEDOUT: 'upstream_timeout',
  ESOCKETTIMEDOUT: 'upstream_timeout',
  UND_ERR_CONNECT_TIMEOUT: 'upstream_timeout',
  UND_ERR_HEADERS_TIMEOUT: 'upstream_timeout',
  TimeoutError: 'upstream_timeout',
  // Headers had arrived, then the reply stopped.
  UND_ERR_BODY_TIMEOUT: 'reply_stalled',

  EPROTO: 'tls_failure',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_failure',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls_failure',
  HOSTNAME_MISMATCH: 'tls_failure',
  INVALID_CA: 'tls_failure',
  INVALID_PURPOSE: 'tls_failure',
  PATH_LENGTH_EXCEEDED: 'tls_failure',

  // This machine is out of file handles, sockets or local ports; waiting helps.
  EMFILE: 'busy',
  ENFILE: 'busy',
  ENOBUFS: 'busy',
  ENOMEM: 'busy',
  EADDRNOTAVAIL: 'busy',

  UND_ERR_HEADERS_OVERFLOW: 'bad_gateway',
  HPE_HEADER_OVERFLOW: 'bad_gateway',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'bad_gateway',
  UND_ERR_REDIRECT_MAX: 'upstream_redirected',

  ERR_INVALID_URL: 'wrong_url',
  ERR_INVALID_PROTOCOL: 'wrong_url',
  ERR_UNESCAPED_CHARACTERS: 'wrong_url',
  // The key is the only header value that is typed by hand.
  ERR_INVALID_CHAR: 'key_malformed',

  // undici 8 and Node 24 give a parser error this name and no code.
  HTTPParserError: 'not_an_api',
  // The bytes do not match the content-encoding.
  Z_DATA_ERROR: 'reply_invalid',
  Z_BUF_ERROR: 'reply_invalid',
  SyntaxError: 'reply_invalid',
};

/** Starlight's own codes for what the proxy of the network did, with the reasons the catalog tells apart. */
const PROXY_REASONS: Readonly<Record<string, string>> = {
  PROXY_NAME_UNKNOWN: 'proxy_name',
  PROXY_UNREACHABLE: 'proxy_unreachable',
  PROXY_CERTIFICATE: 'proxy_certificate',
  PROXY_TIMEOUT: 'proxy_timeout',
  PROXY_CLOSED: 'proxy_closed',
  PROXY_AUTHENTICATION: 'proxy_authentication',
  PROXY_FORBIDS: 'proxy_forbids',
  PROXY_GATEWAY: 'proxy_gateway',
  NOT_A_PROXY: 'not_a_proxy',
};

const KINDS_BY_PREFIX: readonly (readonly [prefix: string, kind: ErrorKind])[] = [
  ['EAI_', 'dns_failure'],
  ['HPE_', 'not_an_api'],
  ['ERR_TLS_', 'tls_failure'],
  ['ERR_SSL_', 'tls_failure'],
  ['ERR_OSSL_', 'tls_failure'],
  ['CERT_', 'tls_failure'],
  ['CRL_', 'tls_failure'],
  ['UNABLE_TO_', 'tls_failure'],
  ['ERROR_IN_', 'tls_failure'],
  ['ERR_HTTP2_', 'connection_lost'],
  ['Z_', 'reply_invalid'],
  ['ZSTD_', 'reply_invalid'],
  ['ERR_BUFFER_', 'reply_invalid'],
];

/** The kind for a code or an error name from Node, undici, llhttp, OpenSSL or zlib; `null` if unknown. */
export function kindOfConnectionCode(code: string): ErrorKind | null {
  if (reasonOfProxyCode(code) !== null) return 'proxy_failed';
  if (Object.hasOwn(KINDS_BY_CODE, code)) return KINDS_BY_CODE[code] ?? null;
  return KINDS_BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}

/** What a proxy did, as `details.reason`; `null` if the code is not a proxy's. */
export function reasonOfProxyCode(code: string): string | null {
  return Object.hasOwn(PROXY_REASONS, code) ? (PROXY_REASONS[code] ?? null) : null;
}
