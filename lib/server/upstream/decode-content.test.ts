import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeContent } from './decode-content.ts';
import { hasSoundBrotli } from './has-sound-brotli.ts';

const decoded = async (bytes: Uint8Array<ArrayBuffer>, encoding: string, nodeVersion: string) => {
  const body = new Response(bytes).body;
  if (!body) throw new Error('no body');
  const stream = decodeContent(body, encoding, { nodeVersion });
  return Buffer.from(await new Response(stream).arrayBuffer());
};
const TEXT = Buffer.from('what was said');
const brotli = new Uint8Array(brotliCompressSync(TEXT));
const gzip = new Uint8Array(gzipSync(TEXT));

describe('decodeContent', () => {
  it.each(['br', 'BR', ' br '])(
    'hands nothing to a Brotli decoder with a known hole: %j',
    async (encoding) => {
      expect(await decoded(brotli, encoding, '24.21.0')).toEqual(Buffer.from(brotli));
    },
  );

  it('undoes Brotli where the decoder has none, and gzip everywhere', async () => {
    expect(await decoded(brotli, 'br', '24.22.1')).toEqual(TEXT);
    expect(await decoded(gzip, 'gzip', '24.21.0')).toEqual(TEXT);
  });
});

describe('the Brotli decoder of Node', () => {
  it.each(['24.22.1', '24.22.2', '24.23.0', '26.12.1', '26.13.0', '27.0.0'])(
    '%s has no known hole',
    (version) => expect(hasSoundBrotli(version)).toBe(true),
  );

  it.each(['24.21.0', '24.22.0', '24.0.0', '25.9.0', '26.12.0', '26.0.0', '22.23.3', '', 'x'])(
    '%s writes beyond its buffer, or nobody said that it does not',
    (version) => expect(hasSoundBrotli(version)).toBe(false),
  );
});
