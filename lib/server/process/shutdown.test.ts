import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { requireServing } from '../guards/require-serving.ts';
import { registry, resetRegistry } from '../registry.ts';
import { installShutdown } from './shutdown.ts';

type Timer = { ms: number; action: () => void };

let signals: Map<string, () => void>;
let timers: Timer[];
let exits: number[];
let ended: string[];
let lines: string[];

beforeEach(() => {
  resetRegistry();
  signals = new Map();
  timers = [];
  exits = [];
  ended = [];
  lines = [];
  registry().writeLine = (line) => lines.push(line);
  installShutdown({
    onSignal: (signal, listener) => signals.set(signal, listener),
    exit: (code) => exits.push(code),
    after: (ms, action) => timers.push({ ms, action }),
  });
});

describe('installShutdown', () => {
  it('rejects new turns after the first signal', () => {
    const demo = readConfig({ STARLIGHT_DEMO: '1' });
    expect(() => requireServing(demo)).not.toThrow();
    signals.get('SIGTERM')?.();
    expect(() => requireServing(demo)).toThrow('server_restarting');
  });

  it('ends open replies after 20 s with a typed reason and exits after 25 s', () => {
    registry().openReplies.add((reason) => ended.push(reason));
    signals.get('SIGTERM')?.();
    expect(timers.map(({ ms }) => ms)).toEqual([20_000, 25_000]);
    expect(ended).toEqual([]);
    timers[0]?.action();
    expect(ended).toEqual(['server_restarting']);
    expect(exits).toEqual([]);
    timers[1]?.action();
    expect(exits).toEqual([143]);
  });

  it('ends the other replies when ending one fails', () => {
    registry().openReplies.add(() => {
      throw new TypeError('sk-proj-secretsecret');
    });
    registry().openReplies.add((reason) => ended.push(reason));
    signals.get('SIGTERM')?.();
    timers[0]?.action();
    expect(ended).toEqual(['server_restarting']);
    expect(lines.join('')).toContain('"errorClass":"TypeError"');
    expect(lines.join('')).not.toContain('secret');
  });

  it('does not wait after a second signal', () => {
    registry().openReplies.add((reason) => ended.push(reason));
    signals.get('SIGINT')?.();
    signals.get('SIGINT')?.();
    expect(ended).toEqual(['server_restarting']);
    expect(timers.at(-1)?.ms).toBe(1000);
    timers.at(-1)?.action();
    expect(exits).toEqual([130]);
  });

  it('listens only once, however often it is installed', () => {
    let added = 0;
    installShutdown({ onSignal: () => added++ });
    expect(added).toBe(0);
  });
});
