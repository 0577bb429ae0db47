import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeContent } from './decode-content.ts';

const decoded = async (bytes: Uint8Array<ArrayBuffer>, encoding: string) => {
  const body = new Response(bytes).body;
  if (!body) throw new Error('no body');
  return Buffer.from(await new Response(decodeContent(body, encoding)).arrayBuffer());
};
const TEXT = Buffer.from('what was said');
const brotli = new Uint8Array(brotliCompressSync(TEXT));
const gzip = new Uint8Array(gzipSync(TEXT));

describe('decodeContent', () => {
  it.each(['br', 'BR', ' br '])(
    'does not decode Brotli, whose decoder may be vulnerable: %j',
    async (encoding) => {
      expect(await decoded(brotli, encoding)).toEqual(Buffer.from(brotli));
    },
  );

  it.each(['gzip', 'GZIP', ' gzip ', 'x-gzip'])('decodes gzip: %j', async (encoding) => {
    expect(await decoded(gzip, encoding)).toEqual(TEXT);
  });
});
