import { describe, expect, it } from 'vitest';
import { StarlightError } from '../errors/starlight-error.ts';
import { classifyConnectionError } from './classify-connection-error.ts';

/** The error that fetch throws, with its cause. */
function fetchFailed(cause: object, message = 'fetch failed'): TypeError {
  return new TypeError(message, { cause });
}

function coded(code: string, extra: object = {}): Error {
  return Object.assign(new Error('something'), { code, ...extra });
}

/** The error that this version of Node actually throws; no request is made. */
function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('classifyConnectionError', () => {
  it.each([
    ['ENOTFOUND', 'dns_failure'],
    ['EAI_AGAIN', 'dns_failure'],
    ['EAI_FAIL', 'dns_failure'],
    ['ECONNREFUSED', 'connection_refused'],
    ['EHOSTUNREACH', 'connection_refused'],
    ['ECONNRESET', 'connection_lost'],
    ['EPIPE', 'connection_lost'],
    ['UND_ERR_SOCKET', 'connection_lost'],
    ['ERR_HTTP2_STREAM_ERROR', 'connection_lost'],
    ['HPE_INVALID_EOF_STATE', 'connection_lost'],
    ['ETIMEDOUT', 'upstream_timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'upstream_timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'upstream_timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'reply_stalled'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_failure'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls_failure'],
    ['CERT_NOT_YET_VALID', 'tls_failure'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_failure'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failure'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls_failure'],
    ['EPROTO', 'tls_failure'],
    ['EMFILE', 'busy'],
    ['ENFILE', 'busy'],
    ['HPE_INVALID_CONSTANT', 'not_an_api'],
    ['HPE_INVALID_CHUNK_SIZE', 'not_an_api'],
    ['UND_ERR_HEADERS_OVERFLOW', 'bad_gateway'],
    ['HPE_HEADER_OVERFLOW', 'bad_gateway'],
    ['UND_ERR_REDIRECT_MAX', 'upstream_redirected'],
    ['Z_DATA_ERROR', 'reply_invalid'],
    ['ZSTD_error_prefix_unknown', 'reply_invalid'],
    ['ERR_INVALID_URL', 'wrong_url'],
    ['ERR_INVALID_CHAR', 'key_malformed'],
  ])('classifies %s, alone or as a cause, as %s', (code, kind) => {
    expect(classifyConnectionError(fetchFailed(coded(code)))).toEqual({ kind });
    expect(classifyConnectionError(coded(code)).kind).toBe(kind);
  });

  it("finds a code inside an SDK's wrapper", () => {
    const sdk = Object.assign(new Error('Connection error.'), {
      cause: fetchFailed(coded('ECONNREFUSED')),
    });
    expect(classifyConnectionError(sdk).kind).toBe('connection_refused');
  });

  it('finds the codes of all addresses fetch tried', () => {
    const tried = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')], 'all failed');
    expect(classifyConnectionError(fetchFailed(tried)).kind).toBe('connection_refused');
  });

  it.each([
    ['unexpected redirect', 'upstream_redirected'],
    ['unknown scheme', 'wrong_url'],
    ['bad port', 'wrong_url'],
  ] as const)('recognizes "%s", which has no code', (message, kind) => {
    expect(classifyConnectionError(fetchFailed(new Error(message))).kind).toBe(kind);
  });

  it('classifies a parser error without a code as not_an_api, or as reply_invalid after the headers', () => {
    const parser = Object.assign(new Error('Response does not match the HTTP/1.1 protocol'), {
      name: 'HTTPParserError',
    });
    expect(classifyConnectionError(fetchFailed(parser)).kind).toBe('not_an_api');
    expect(classifyConnectionError(fetchFailed(parser, 'terminated')).kind).toBe('reply_invalid');
  });

  it('distinguishes a timeout from a lost connection', () => {
    const timeout = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(classifyConnectionError(timeout).kind).toBe('upstream_timeout');
    const abort = new DOMException('This operation was aborted', 'AbortError');
    expect(classifyConnectionError(abort).kind).toBe('connection_lost');
    expect(classifyConnectionError(new Error('Request timed out.')).kind).toBe('upstream_timeout');
  });

  it('falls back to the system call if the code is unknown', () => {
    const at = (syscall: string) => classifyConnectionError(coded('EXOTIC', { syscall })).kind;
    expect(at('getaddrinfo')).toBe('dns_failure');
    expect(at('connect')).toBe('connection_refused');
    expect(at('read')).toBe('connection_lost');
  });

  it('classifies a generic fetch error as connection_lost', () => {
    expect(classifyConnectionError(new TypeError('fetch failed')).kind).toBe('connection_lost');
    expect(classifyConnectionError(new TypeError('Failed to fetch')).kind).toBe('connection_lost');
  });

  it('keeps the failure of a StarlightError', () => {
    const failure = { kind: 'reply_timeout', retryAfterMs: 5 } as const;
    const ours = new StarlightError(failure);
    expect(classifyConnectionError(ours)).toEqual(failure);
    const wrapped = new Error('Connection error.', { cause: fetchFailed(ours) });
    expect(classifyConnectionError(wrapped)).toEqual(failure);
  });

  it('classifies the error of an SDK without a key as key_missing', () => {
    const message =
      'Missing credentials. Please pass an `apiKey`, `workloadIdentity`, `adminAPIKey`, or set the `OPENAI_API_KEY` environment variable.';
    expect(classifyConnectionError(new Error(message))).toEqual({ kind: 'key_missing' });
  });

  describe('with errors that this version of Node throws', () => {
    const KEY = 'sk-canary-QZXJ7WVK2PLM9RTD';

    it.each([
      ['a line break in the key', `${KEY}\nQZXJ`, 'line_break'],
      ['a smart quote before the key', `“${KEY}`, 'non_ascii'],
    ])('classifies %s as key_malformed and quotes nothing', (_, key, reason) => {
      const error = thrownBy(() => new Headers({ authorization: `Bearer ${key}` }));
      expect(String(error)).toMatch(reason === 'line_break' ? /QZXJ7WVK/ : /ByteString/);
      expect(classifyConnectionError(error)).toEqual({
        kind: 'key_malformed',
        details: { reason },
      });
    });

    it.each(['api.openai.com/v1', '', 'https://', 'http://127.0.0.1:99999/v1'])(
      'classifies the base URL "%s" as wrong_url',
      (url) => {
        expect(classifyConnectionError(thrownBy(() => new URL(url))).kind).toBe('wrong_url');
        expect(classifyConnectionError(thrownBy(() => new Request(url))).kind).toBe('wrong_url');
      },
    );

    it('classifies a URL with credentials as wrong_url', () => {
      const error = thrownBy(() => new Request('https://user:pass@api.openai.com/v1'));
      expect(classifyConnectionError(error)).toEqual({ kind: 'wrong_url' });
    });

    it('classifies a body that is not JSON as reply_invalid', () => {
      expect(classifyConnectionError(thrownBy(() => JSON.parse('{"a'))).kind).toBe('reply_invalid');
    });
  });

  it('never throws, whatever it is given', () => {
    const cyclic: { cause?: unknown } = new Error('a');
    cyclic.cause = cyclic;
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const throwing = {
      get code(): string {
        throw new Error('do not touch');
      },
    };
    const strange = { code: 7, name: null, message: {}, errors: 'none', cause: [] };
    for (const thrown of [
      undefined,
      null,
      0,
      '',
      'text',
      Symbol('s'),
      cyclic,
      proxy,
      throwing,
      strange,
    ]) {
      expect(classifyConnectionError(thrown)).toEqual({ kind: 'unknown' });
    }
  });

  it('ignores names from the prototype', () => {
    expect(classifyConnectionError({ code: 'constructor', name: '__proto__' }).kind).toBe(
      'unknown',
    );
  });
});
