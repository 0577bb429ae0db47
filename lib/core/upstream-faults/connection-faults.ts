import { connectionFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

/** No response, or a request that could not be made. */
export const CONNECTION_FAULTS: readonly UpstreamFault[] = [
  connectionFault('net.econnrefused', 'connection_refused', 'ECONNREFUSED'),
  connectionFault('net.enotfound', 'dns_failure', 'ENOTFOUND'),
  connectionFault('net.enotfound:temporary', 'dns_failure', 'EAI_AGAIN'),
  connectionFault('net.econnreset', 'connection_lost', 'ECONNRESET'),
  connectionFault('net.econnreset:closed', 'connection_lost', 'UND_ERR_SOCKET'),
  connectionFault('net.connect_timeout', 'upstream_timeout', 'UND_ERR_CONNECT_TIMEOUT'),
  connectionFault('net.headers_timeout', 'upstream_timeout', 'UND_ERR_HEADERS_TIMEOUT'),
  connectionFault('net.our_timeout', 'upstream_timeout', 'TimeoutError'),
  connectionFault('net.body_timeout', 'reply_stalled', 'UND_ERR_BODY_TIMEOUT'),
  selfSigned('DEPTH_ZERO_SELF_SIGNED_CERT'),
  ...[
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ].map((code) => unconfirmed(selfSigned(code))),
  wrongVersion('ERR_SSL_WRONG_VERSION_NUMBER'),
  unconfirmed(wrongVersion('EPROTO')),
  connectionFault('proxy.407', 'proxy_failed', 'PROXY_AUTHENTICATION'),
  connectionFault('proxy.403', 'proxy_failed', 'PROXY_FORBIDS'),
  connectionFault('proxy.502', 'proxy_failed', 'PROXY_GATEWAY'),
  connectionFault('proxy.econnrefused', 'proxy_failed', 'PROXY_UNREACHABLE'),
  connectionFault('net.not_http', 'not_an_api', 'HPE_INVALID_CONSTANT'),
  // For these two, fetch throws an error without a code, whose message contains the key; for the same
  // header, node:http throws ERR_INVALID_CHAR.
  unconfirmed(connectionFault('cfg.header_newline', 'key_malformed', 'ERR_INVALID_CHAR')),
  unconfirmed(connectionFault('cfg.header_non_latin1', 'key_malformed', 'ERR_INVALID_CHAR')),
  connectionFault('cfg.bad_url', 'wrong_url', 'ERR_INVALID_URL'),
];

function selfSigned(code: string): UpstreamFault {
  return connectionFault(`net.tls_selfsigned:${code}`, 'tls_failure', code);
}

/** https:// to a port that expects plain http. */
function wrongVersion(code: string): UpstreamFault {
  return connectionFault(`net.tls_wrong_version:${code}`, 'tls_failure', code);
}
