import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.ts';

const encoder = new TextEncoder();

async function linesOf(chunks: Iterable<Uint8Array<ArrayBuffer>>): Promise<string[]> {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return Array.fromAsync(readLines(body));
}

describe('readLines', () => {
  it('yields the same lines when the body is cut at any byte', async () => {
    const bytes = encoder.encode('one\n\ntwö\n👍 three\nfour');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const chunks = [bytes.slice(0, cut), bytes.slice(cut)];
      expect(await linesOf(chunks)).toEqual(['one', 'twö', '👍 three']);
    }
    expect(await linesOf(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toHaveLength(3);
  });

  it('does not rescan a long line that arrives in pieces', async () => {
    const piece = encoder.encode('a'.repeat(500));
    const chunks = [...Array.from({ length: 30_000 }, () => piece), encoder.encode('\nb\n')];
    const lines = await linesOf(chunks);
    expect(lines.map((line) => line.length)).toEqual([15_000_000, 1]);
  });
});
