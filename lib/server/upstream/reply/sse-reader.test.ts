import { describe, expect, it } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { createSseReader } from './sse-reader.ts';

const MB = 1024 * 1024;
const PIECE = 64 * 1024;
const encoder = new TextEncoder();

/** Reads a body in pieces, and returns how much of it was read before it was given up, and its events. */
function read(body: string, piece = PIECE): { events: string[]; refusedAfter: number | null } {
  const readEvents = createSseReader();
  const bytes = encoder.encode(body);
  const events: string[] = [];
  for (let at = 0; at < bytes.length; at += piece) {
    try {
      events.push(...readEvents(bytes.subarray(at, at + piece)));
    } catch (error) {
      expect(error).toBeInstanceOf(StarlightError);
      return { events, refusedAfter: at };
    }
  }
  return { events, refusedAfter: null };
}

const image = (length: number) =>
  JSON.stringify({ images: [{ url: `data:image/png;base64,${'A'.repeat(length)}` }] });

describe('createSseReader', () => {
  it('reads an event with an image of the most that is kept, wherever it is cut', () => {
    const data = image(8_000_000);
    for (const piece of [PIECE, PIECE + 1, 3 * MB, 9 * MB]) {
      expect(read(`data: 1\n\ndata: ${data}\n\ndata: 2\n\n`, piece).events).toEqual([
        '1',
        data,
        '2',
      ]);
    }
  });

  it('reads an image between whose line and blank line the body is cut', () => {
    const readEvents = createSseReader();
    const data = image(2 * MB);
    expect(readEvents(encoder.encode(`data: ${data}\n`))).toEqual([]);
    expect(readEvents(encoder.encode('\n'))).toEqual([data]);
  });

  it.each([
    ['a line of text', `data: ${'x'.repeat(20 * MB)}`],
    ['many lines of text', `data: ${'x'.repeat(1000)}\n`.repeat(20_000)],
    ['comments', `: ${'x'.repeat(1000)}\n`.repeat(20_000)],
    ['text after an image', `data: ${image(2 * MB)}\n\ndata: ${'x'.repeat(20 * MB)}`],
  ])('gives up %s after 1 MB without an event', (_, body) => {
    const { refusedAfter, events } = read(body);
    const before = events.reduce((sum, { length }) => sum + length, 0);
    expect(refusedAfter).toBeGreaterThan(0.9 * MB);
    expect(Number(refusedAfter) - before).toBeLessThan(1.2 * MB);
  });

  it('gives up an endless image after 9 MB', () => {
    const { refusedAfter } = read(`data: ${image(20 * MB)}`);
    expect(refusedAfter).toBeGreaterThan(8 * MB);
    expect(refusedAfter).toBeLessThan(9.2 * MB);
  });

  it('reads a large image in tiny pieces in linear time', () => {
    const data = image(MB);
    expect(read(`data: ${data}\n\n`, 16).events).toEqual([data]);
  });
});
