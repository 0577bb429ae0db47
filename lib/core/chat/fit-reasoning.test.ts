import { describe, expect, it } from 'vitest';
import type { ChatRequest } from './chat-request.ts';
import { fitReasoning } from './fit-reasoning.ts';
import { excessOf } from './own-limits.ts';
import { MAX_CARRIED_BYTES } from './sealed-reasoning.ts';

const reasoningOf = (length: number) => ({ data: 'ä'.repeat(length), seal: 's'.repeat(43) });
const requestOf = (...lengths: number[]): ChatRequest => ({
  messages: [
    ...lengths.map((length) => ({
      ...{ role: 'assistant' as const, content: 'a reply' },
      ...(length > 0 && { reasoning: reasoningOf(length) }),
    })),
    { role: 'user', content: 'a question' },
  ],
});
const carried = (request: ChatRequest) => request.messages.map((message) => 'reasoning' in message);

describe('fitReasoning', () => {
  it('leaves a request alone that has none, or room for all', () => {
    const plain = requestOf(0, 0);
    expect(fitReasoning(plain, 10)).toBe(plain);
    expect(fitReasoning(requestOf(100, 100), Infinity)).toEqual(requestOf(100, 100));
  });

  it('never makes a request too large, and drops the oldest first', () => {
    const request = requestOf(200, 0, 200, 200);
    const whole = new TextEncoder().encode(JSON.stringify(request)).byteLength;
    const plain = new TextEncoder().encode(JSON.stringify(requestOf(0, 0, 0, 0))).byteLength;
    for (let most = plain; most <= whole; most += 7) {
      const fitted = fitReasoning(request, most);
      expect(excessOf(fitted, most)).toBeNull();
      const [first, , third, fourth] = carried(fitted);
      expect([!first || third, !third || fourth]).toEqual([true, true]);
    }
    expect(carried(fitReasoning(request, plain))).toEqual([false, false, false, false, false]);
    expect(carried(fitReasoning(request, whole + 3))).toEqual([true, false, true, true, false]);
  });

  it('has a limit of its own', () => {
    const half = Math.floor(MAX_CARRIED_BYTES / 2 / 2);
    expect(carried(fitReasoning(requestOf(half, half, half), Infinity))).toEqual([
      ...[false, false, true, false],
    ]);
  });
});
