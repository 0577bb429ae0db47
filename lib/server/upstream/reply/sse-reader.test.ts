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
  it('reads the end of a response with all of its images, and no endless one', () => {
    const readEvents = createSseReader('responses');
    const data = 'A'.repeat(15 * MB);
    expect(readEvents(encoder.encode(`data: ${data}\n\n`))).toEqual([data]);
    const endless = () => readEvents(encoder.encode('A'.repeat(17 * MB)));
    expect(endless).toThrow('reply_invalid');
  });

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

  it('leaves out an image that is too long if it may, wherever it is cut, and reads on', () => {
    for (const length of [9 * MB + 2 * PIECE, 9 * MB + 2 * PIECE + 7, 20 * MB]) {
      for (const piece of [PIECE - 1, PIECE, PIECE + 1, 3 * MB, 40 * MB]) {
        for (const end of ['\n', '\r\n']) {
          let lost = 0;
          const readEvents = createSseReader('chat', () => lost++);
          const line = `data: ${image(length)}${end}`;
          const body = encoder.encode(`data: 1${end}${end}${line}${end}data: 2${end}${end}`);
          const events: string[] = [];
          for (let at = 0; at < body.length; at += piece) {
            events.push(...readEvents(body.subarray(at, at + piece)));
          }
          expect(events.map((event) => event.slice(0, 10))).toEqual(['1', '2']);
          expect(lost).toBe(1);
        }
      }
    }
  });

  it('leaves out an image whose line ends where a piece does', () => {
    const fixed = `data: ${image(0)}\n`.length;
    let lost = 0;
    const readEvents = createSseReader('chat', () => lost++);
    // The first piece that exceeds the limit ends with the line.
    const whole = `data: ${image(145 * PIECE - fixed)}\n`;
    expect(whole.length).toBe(145 * PIECE);
    expect(readEvents(encoder.encode(whole))).toEqual([]);
    expect(readEvents(encoder.encode('\ndata: 2\n\n'))).toEqual(['2']);
    expect(lost).toBe(1);
  });

  it('gives up an endless image after 64 MB, and text as early as ever, if it may leave out images', () => {
    const readUntilRefused = (body: (at: number) => string) => {
      const readEvents = createSseReader('chat', () => undefined);
      for (let at = 0; ; at += 1) {
        try {
          readEvents(encoder.encode(body(at)));
        } catch (error) {
          expect(error).toMatchObject({ kind: 'reply_invalid' });
          return at;
        }
      }
    };
    const megabyte = 'A'.repeat(MB);
    const images = readUntilRefused((at) => (at === 0 ? 'data: {"b64_json":"' : megabyte));
    expect(images).toBeGreaterThan(60);
    expect(images).toBeLessThan(70);
    expect(readUntilRefused((at) => (at === 0 ? 'data: "' : megabyte))).toBeLessThan(3);
  });

  it('reads a large image in tiny pieces in linear time', () => {
    const data = image(MB);
    expect(read(`data: ${data}\n\n`, 16).events).toEqual([data]);
  });
});
