import { beforeEach, describe, expect, it } from 'vitest';
import { messageForKeyProblem } from '#lib/core/catalogue/messages/key-problem-messages.ts';
import { KEY_PROBLEMS } from '#lib/core/key/key-problems.ts';
import { registry, resetRegistry } from '../registry.ts';
import { createRequestLog, logOperatorHint, writeLogLine } from './log.ts';
import { toLogText } from './log-text.ts';

let lines: string[];

beforeEach(() => {
  resetRegistry();
  lines = [];
  registry().writeLine = (line) => lines.push(line);
});

const parsed = () => lines.map((line): Record<string, unknown> => JSON.parse(line));

describe('createRequestLog', () => {
  it('writes one line when the request ends, and only one', () => {
    let now = 100;
    const log = createRequestLog('sl_1', { route: '/api/chat', method: 'POST' }, () => now);
    log.set({ model: 'gpt-6.1-sol', role: 'visitor' });
    now = 112.4;
    log.end({ status: 200 });
    log.end({ status: 500 });
    expect(parsed()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        event: 'request',
        requestId: 'sl_1',
        route: '/api/chat',
        method: 'POST',
        model: 'gpt-6.1-sol',
        role: 'visitor',
        status: 200,
        durationMs: 12,
      },
    ]);
  });

  it('has a visitor as its audience until the role is set', () => {
    const log = createRequestLog('sl_1', {});
    expect(log.audience).toBe('visitor');
    log.set({ role: 'operator' });
    expect(log.audience).toBe('operator');
  });

  it.each([
    'a\nb',
    'a\r\nb',
    'a\u2028b',
    'a\u2029b',
    'a\u001b[31mb',
    'a\u0085b',
    'a\u0000b',
    'a\u202eb',
    'a\u200bb',
  ])('writes one line for one event when a field contains %j', (text) => {
    createRequestLog(text, { model: text, teamToken: text, upstreamRequestId: text }).end();
    expect(lines).toHaveLength(1);
    expect(lines[0]?.match(/[\p{C}\p{Zl}\p{Zp}]/gu)).toEqual(['\n']);
    expect(parsed()[0]?.['model']).toMatch(/^a(\[31m)?b$/);
    expect(parsed()[0]?.['requestId']).toBe(parsed()[0]?.['model']);
  });
});

describe('toLogText', () => {
  const secret = 'qX7vR2mK9tB4nW8zL3cF6hJ1';

  it.each([
    `sk-${secret}`,
    `sk-proj-${secret}`,
    `x=sk-svcacct-${secret}; y`,
    `s\u200bk-proj-${secret}`,
    `Bearer ${secret}`,
    `authorization: bearer ${secret}`,
    `gsk_${secret}`,
    `AIza${secret}`,
    `sk-ant-api03-${secret}`,
    `eyJ${secret}.${secret}`,
    `sess-${secret}`,
    `${'a '.repeat(140)} sk-proj-${secret}`,
    `${'\u0000'.repeat(1189)} gsk_${secret}`,
  ])('removes the key from %j', (text) => {
    expect(toLogText(text)).not.toContain(secret.slice(0, 4));
  });

  it.each([
    'gpt-6.1-sol',
    'task-list-of-things',
    'req_0123456789abcdef',
    'sk-demo',
    'disk-usage-report',
  ])('leaves %s unchanged', (text) => expect(toLogText(text)).toBe(text));

  it('leaves every sentence about a key unchanged', () => {
    for (const problem of KEY_PROBLEMS) {
      const { title, sentence, fix } = messageForKeyProblem(problem, {});
      for (const text of [title, sentence, fix]) expect(toLogText(text)).toBe(text);
    }
  });

  it('truncates at 300 characters', () => {
    expect(toLogText('a '.repeat(10_000))).toHaveLength(300);
  });
});

describe('logOperatorHint', () => {
  const problem = {
    variable: 'OPENAI_API_KEY',
    reason: 'quotes',
    problem: 'It has quotes.',
    fix: 'Remove them.',
    severity: 'error',
  } as const;

  it('writes the same hint once a minute, and a different one immediately', () => {
    logOperatorHint(problem, 0);
    logOperatorHint(problem, 59_999);
    logOperatorHint('Something else.', 59_999);
    logOperatorHint(problem, 60_000);
    expect(parsed().map(({ event, fix, hint }) => [event, fix ?? hint])).toEqual([
      ['hint', 'Remove them.'],
      ['hint', 'Something else.'],
      ['hint', 'Remove them.'],
    ]);
  });
});

describe('writeLogLine', () => {
  it('cleans the strings of a list and omits invalid numbers', () => {
    writeLogLine('start', { models: ['a\nb', 'c'], count: Number.NaN, on: true });
    expect(parsed()[0]).toMatchObject({ models: ['ab', 'c'], on: true });
    expect(parsed()[0]).not.toHaveProperty('count');
  });
});
