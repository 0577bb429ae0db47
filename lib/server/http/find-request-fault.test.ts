import { describe, expect, it } from 'vitest';
import { findRequestFault } from './find-request-fault.ts';

function faultOf(line: string, rawHeaders: string[] = ['Host', 'localhost']) {
  const [method, url] = line.split(' ');
  const headers = Object.fromEntries(
    rawHeaders.flatMap((name, at) => (at % 2 ? [] : [[name.toLowerCase(), rawHeaders[at + 1]]])),
  );
  return findRequestFault({ method, url, headers, rawHeaders });
}

describe('findRequestFault', () => {
  it.each([
    'GET /',
    'HEAD /errors/key_invalid?q=%zz',
    'GET /%00',
    'GET /gr%C3%BC%C3%9Fe',
    'POST /api/chat',
    'POST /share-target',
    'DELETE /api/session',
    'OPTIONS /v1/chat/completions',
    'PATCH /api',
    'GET /_next/static/chunks/a.js',
  ])('accepts %s', (line) => {
    expect(faultOf(line)).toBeNull();
    expect(faultOf(line, ['Host', 'a', 'Transfer-Encoding', 'Chunked'])).toBeNull();
  });

  it.each(['GET http://a/', 'OPTIONS *', 'GET evil', 'GET ', 'POST /api/%zz', 'GET /%ff'])(
    'rejects the target of %s',
    (line) => {
      expect(faultOf(line)).toMatchObject({
        failure: { details: { field: 'path', reason: 'request_target' } },
      });
    },
  );

  it.each([
    ['TRACE /api/chat', 7],
    ['MKCOL /v1/models', 7],
    ['POST /', 2],
    ['POST /apiary', 2],
    ['POST /share-target/', 2],
    ['PUT /share-target', 1],
    ['GET /share-target', 1],
    ['POST /API/chat', 2],
    ['DELETE /_next/static/a.js', 2],
  ])('rejects the method of %s', (line, methods) => {
    const allowed = { length: methods };
    expect(faultOf(line)).toMatchObject({ kind: 'method_not_allowed', allowed });
  });

  it.each(['', 'a b', '[evil', 'a:b', 'a/b', 'user@a', 'a%zz', 'a\u00fc'])(
    'rejects %j as a host',
    (host) => {
      for (const line of ['GET /', 'POST /api/chat', 'GET /_next/static/a.js']) {
        const details = { field: 'host', reason: 'host_syntax' };
        expect(faultOf(line, ['Host', host])).toMatchObject({ failure: { details } });
      }
    },
  );

  it('accepts HTTP/1.0 without a host', () => {
    expect(faultOf('GET /', [])).toBeNull();
  });

  it('rejects two hosts, and a transfer coding other than chunked', () => {
    expect(faultOf('GET /', ['Host', 'a', 'host', 'a'])?.failure.details?.field).toBe('host');
    const coded = ['Host', 'a', 'Transfer-Encoding', 'gzip, chunked'];
    expect(faultOf('POST /api/chat', coded)?.failure.details?.field).toBe('transfer-encoding');
  });
});
