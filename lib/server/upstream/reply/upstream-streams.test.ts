import { describe, expect, it } from 'vitest';
import { EXTRAS_STREAMS } from '#tests/fixtures/streams/extras-streams.ts';
import { HOST_STREAMS } from '#tests/fixtures/streams/host-streams.ts';
import { RESPONSES_FAILURES } from '#tests/fixtures/streams/responses-failures.ts';
import { RESPONSES_GATEWAYS } from '#tests/fixtures/streams/responses-gateways.ts';
import { RESPONSES_STREAMS } from '#tests/fixtures/streams/responses-streams.ts';
import { VENDOR_STREAMS } from '#tests/fixtures/streams/vendor-streams.ts';
import { decodeStreamOf } from '#tests/support/decode-stream.ts';

const STREAMS = [
  ...VENDOR_STREAMS,
  ...HOST_STREAMS,
  ...EXTRAS_STREAMS,
  ...RESPONSES_STREAMS,
  ...RESPONSES_GATEWAYS,
  ...RESPONSES_FAILURES,
];

describe.each(STREAMS)(
  'the stream of $upstream',
  ({ dialect = 'chat', body, thinking, text, extras = [], reasoning, usage, reason, failure }) => {
    const expected = { thinking, text, extras, reasoning, usage, failure: failure ?? null };
    const decode = async (...parts: Uint8Array[]) => {
      const decoded = await decodeStreamOf(dialect, parts);
      // Only what the fixture tells about the failure, and the end, counts.
      const failed = decoded.failure?.failure;
      const told = Object.keys(failure ?? { kind: '' }).map((name) => [
        name,
        Reflect.get(failed ?? {}, name),
      ]);
      const { reason: ending, ...rest } = decoded;
      if (reason !== undefined) expect(ending).toBe(reason);
      return { ...rest, failure: failed ? Object.fromEntries(told) : null };
    };

    it('gives the same events and usage wherever its bytes are cut', async () => {
      const bytes = new TextEncoder().encode(body);
      for (let at = 0; at <= bytes.length; at++) {
        const decoded = await decode(bytes.subarray(0, at), bytes.subarray(at));
        expect(decoded, `cut at ${at}`).toEqual(expected);
      }
    });

    it('gives the same when each byte arrives alone', async () => {
      const bytes = [...new TextEncoder().encode(body)].map((byte) => Uint8Array.of(byte));
      expect(await decode(...bytes)).toEqual(expected);
    });

    it('gives the beginning of the same when it breaks off', async () => {
      const bytes = new TextEncoder().encode(body);
      for (let at = 0; at <= bytes.length; at += 7) {
        const decoded = await decodeStreamOf(dialect, [bytes.subarray(0, at)]);
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
