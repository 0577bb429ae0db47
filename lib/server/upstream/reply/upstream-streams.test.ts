import { describe, expect, it } from 'vitest';
import { EXTRAS_STREAMS } from '#tests/fixtures/streams/extras-streams.ts';
import { HOST_STREAMS } from '#tests/fixtures/streams/host-streams.ts';
import { VENDOR_STREAMS } from '#tests/fixtures/streams/vendor-streams.ts';
import { decodeStream } from '#tests/support/decode-stream.ts';

const STREAMS = [...VENDOR_STREAMS, ...HOST_STREAMS, ...EXTRAS_STREAMS];

describe.each(STREAMS)(
  'the stream of $upstream',
  ({ body, thinking, text, extras = [], usage }) => {
    const expected = { thinking, text, extras, usage };

    it('gives the same events and usage wherever its bytes are cut', async () => {
      const bytes = new TextEncoder().encode(body);
      for (let at = 0; at <= bytes.length; at++) {
        const { failure, ...decoded } = await decodeStream(
          bytes.subarray(0, at),
          bytes.subarray(at),
        );
        expect(failure, `cut at ${at}`).toBeNull();
        expect(decoded, `cut at ${at}`).toEqual(expected);
      }
    });

    it('gives the same when each byte arrives alone', async () => {
      const bytes = [...new TextEncoder().encode(body)].map((byte) => Uint8Array.of(byte));
      expect(await decodeStream(...bytes)).toEqual({ ...expected, failure: null });
    });

    it('gives the beginning of the same when it breaks off', async () => {
      const bytes = new TextEncoder().encode(body);
      for (let at = 0; at <= bytes.length; at += 7) {
        const decoded = await decodeStream(bytes.subarray(0, at));
        // The beginning of a tag may be the last that arrived.
        for (const [whole, part] of [
          [thinking, decoded.thinking],
          [text, decoded.text],
        ] as const) {
          expect(whole.startsWith(part.replace(/<.*$/s, '')), `cut at ${at}`).toBe(true);
        }
      }
    });
  },
);
