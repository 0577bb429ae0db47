import { channel } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registry, resetRegistry } from '../registry.ts';
import { guardOutput, type Output } from './guard-output.ts';
import { writeSampledCounts } from './log.ts';
import { LINES_PER_MINUTE } from './log-sampler.ts';

const CANARY = 'cAnArY';
let printed: string[];
let output: Output;
let warnings: EventEmitter;
let undo: () => void = () => undefined;

beforeEach(() => {
  resetRegistry();
  printed = [];
  const write = (chunk: string | Uint8Array) => printed.push(String(chunk)) > 0;
  const streams = { stdout: { write }, stderr: { write } };
  // Like Node's console, writes any values to a stream that it looks up each time.
  const print = (...values: unknown[]) => void streams.stderr.write(`${values.map(String)}\n`);
  const methods = ['error', 'warn', 'log', 'info', 'debug', 'trace'] as const;
  const console = Object.fromEntries(methods.map((name) => [name, print])) as Output['console'];
  warnings = new EventEmitter();
  warnings.on('warning', (warning) => printed.push(String(warning)));
  output = { console, streams, warnings: warnings as unknown as Output['warnings'] };
});
afterEach(() => undo());

function guard({ onVercel = false, requested = true } = {}): void {
  undo = guardOutput({ onVercel }, output);
  if (requested) channel('http.server.request.start').publish({});
}

const lines = () => printed.map((line): Record<string, unknown> => JSON.parse(line));

describe('guardOutput', () => {
  it('leaves startup output unchanged', () => {
    guard({ requested: false });
    output.console.log('▲ Next.js');
    output.streams.stdout.write('✓ Ready\n');
    expect(printed).toEqual(['▲ Next.js\n', '✓ Ready\n']);
  });

  it('lets Starlight’s own lines through, before and after the first request', () => {
    guard({ requested: false });
    registry().writeLine('{"event":"a"}\n');
    channel('http.server.request.start').publish({});
    registry().writeLine('{"event":"b"}\n');
    expect(printed).toEqual(['{"event":"a"}\n', '{"event":"b"}\n']);
  });

  it('logs an error’s class, code, digest and location, and none of its text', () => {
    guard();
    const error = Object.assign(
      new TypeError(`Invalid URL ${CANARY}\n    at ${CANARY} (x.js:1:1)`),
      {
        code: 'ERR_INVALID_URL',
        input: `https://${CANARY} x`,
        digest: '1806090582',
        cause: new Error(CANARY),
      },
    );
    output.console.error(' ⨯', error);
    expect(printed.join('')).not.toContain(CANARY);
    expect(lines()).toEqual([
      {
        time: expect.any(String),
        event: 'printed',
        by: 'error',
        errorClass: 'TypeError',
        code: 'ERR_INVALID_URL',
        digest: '1806090582',
        at: expect.stringMatching(/^guard-output\.test\.ts:\d+:\d+$/),
      },
    ]);
  });

  it('drops digests, codes and names that a request may have supplied', () => {
    guard();
    const digest = `NEXT_REDIRECT;replace;/${CANARY};307;`;
    const error = Object.assign(new Error('x'), { digest, code: CANARY, name: CANARY });
    output.console.warn(error);
    expect(lines()[0]).not.toHaveProperty('digest');
    expect(printed.join('')).not.toContain(CANARY);
  });

  it.each([
    ['a string', [CANARY]],
    ['a format string', ['%s', CANARY]],
    ['an object', [{ [CANARY]: CANARY }]],
    [
      'an error whose fields throw',
      [
        Object.defineProperty(new Error(CANARY), 'code', {
          get() {
            throw new Error(CANARY);
          },
        }),
      ],
    ],
    ['nothing', []],
  ])('logs only that something was printed for %s', (_, values) => {
    guard();
    for (const method of Object.values(output.console)) method(...values);
    expect(printed.join('')).not.toContain(CANARY);
    expect(lines().map(({ event }) => event)).toEqual(Array(6).fill('printed'));
  });

  it('also guards console methods saved earlier and direct writes to a stream', async () => {
    const { error } = output.console;
    guard();
    error(`${CANARY}\n${CANARY}`);
    output.streams.stdout.write(new TextEncoder().encode(CANARY));
    const done = Promise.withResolvers<void>();
    output.streams.stderr.write(CANARY, 'utf8', () => done.resolve());
    await done.promise;
    expect(lines().map(({ by }) => by)).toEqual(['stderr', 'stdout', 'stderr']);
    expect(printed.join('')).not.toContain(CANARY);
  });

  it('logs a Node warning without its text', () => {
    guard();
    const warning = Object.assign(new Error(`The URL http://${CANARY}:x is invalid.`), {
      name: 'DeprecationWarning',
      code: 'DEP0170',
    });
    warnings.emit('warning', warning);
    expect(lines()).toMatchObject([{ by: 'warning', code: 'DEP0170' }]);
    expect(printed.join('')).not.toContain(CANARY);
  });

  it('guards the console from the start on Vercel, and leaves the streams to the platform', () => {
    registry().writeLine = (line) => printed.push(line);
    guard({ onVercel: true, requested: false });
    output.console.error(new Error(CANARY));
    output.streams.stdout.write('of the platform');
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ event: 'printed', errorClass: 'Error' });
    expect(printed[1]).toBe('of the platform');
  });

  it('counts lines instead of writing them in a flood, whatever each error says', () => {
    guard();
    for (let time = 0; time < 1000; time += 1) {
      const digest = String(time);
      output.console.error(Object.assign(new Error(`${CANARY} ${time}`), { digest }));
    }
    expect(lines()).toHaveLength(LINES_PER_MINUTE);
    // The flood does not hide another kind.
    output.console.error(new RangeError(CANARY));
    expect(lines().at(-1)).toMatchObject({ event: 'printed', errorClass: 'RangeError' });
    writeSampledCounts();
    const counts = lines().filter(({ event }) => event === 'not_written');
    expect(counts).toMatchObject([
      { by: 'error', errorClass: 'Error', count: 1000 - LINES_PER_MINUTE },
    ]);
    expect(printed.join('')).not.toContain(CANARY);
  });

  it('prints one clean line, whatever an error says', () => {
    guard();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        printed.length = 0;
        // Resets the sampler, as in the first minute of a process.
        registry().slots.clear();
        output.console.error(text, Object.assign(new Error(text), { input: text, digest: text }));
        expect(printed).toHaveLength(1);
        expect(printed[0]).toMatch(/^\{[^\p{C}\p{Zl}\p{Zp}]+\}\n$/u);
      }),
      { numRuns: 30 },
    );
  });
});
