import { describe, expect, it } from 'vitest';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import { MAX_CARRIED_BYTES, sealedReasoningSchema } from '#lib/core/chat/sealed-reasoning.ts';
import type { CarriedReasoning } from '../upstream/reasoning/carried-reasoning.ts';
import type { UpstreamEvent } from '../upstream/upstream.ts';
import { openReasoning, sealReasoning } from './carry-reasoning.ts';

const THINKER = {
  sessionSecret: new Uint8Array(32).fill(7),
  baseUrl: 'https://openrouter.ai/api/v1',
  model: 'anthropic/claude-opus-5',
};
const reasoningOf = (data = 'gAAA'): CarriedReasoning => ({
  form: 'details',
  details: [{ type: 'reasoning.encrypted', data }],
});

async function sealed(reasoning: CarriedReasoning = reasoningOf()) {
  async function* events(): AsyncGenerator<UpstreamEvent, void> {
    yield { type: 'delta', text: '4' };
    yield { type: 'reasoning', reasoning };
    yield { type: 'done', reason: 'stop' };
  }
  return await Array.fromAsync(sealReasoning(events(), THINKER));
}
async function sealOne(reasoning?: CarriedReasoning) {
  const found = (await sealed(reasoning)).find(({ type }) => type === 'reasoning');
  if (found?.type !== 'reasoning') throw new Error('nothing was sealed');
  return found.reasoning;
}
const reply = (reasoning: ChatRequestMessage['reasoning']): ChatRequestMessage => ({
  role: 'assistant',
  content: '4',
  ...(reasoning && { reasoning }),
});

describe('the reasoning of a reply', () => {
  it('is sealed for the page, and opened again', async () => {
    const events = await sealed();
    expect(events.map(({ type }) => type)).toEqual(['delta', 'reasoning', 'done']);
    const reasoning = await sealOne();
    expect(sealedReasoningSchema.safeParse(reasoning).success).toBe(true);
    const [opened] = openReasoning([reply(reasoning)], THINKER);
    expect(opened).toEqual({ role: 'assistant', content: '4', reasoning: reasoningOf() });
  });

  it('says nothing to another model, upstream or site', async () => {
    const reasoning = await sealOne();
    for (const other of [
      { model: 'other' },
      { baseUrl: 'https://api.openai.com/v1' },
      { sessionSecret: new Uint8Array(32).fill(8) },
    ]) {
      expect(openReasoning([reply(reasoning)], { ...THINKER, ...other })).toEqual([
        reply(undefined),
      ]);
    }
  });

  it('is left out if anyone changed it, or made it up', async () => {
    const { data, seal } = await sealOne();
    for (let at = 0; at < data.length; at++) {
      const changed = `${data.slice(0, at)}~${data.slice(at + 1)}`;
      expect(openReasoning([reply({ data: changed, seal })], THINKER)).toEqual([reply(undefined)]);
    }
    const forged = { data, seal: 'A'.repeat(43) };
    expect(openReasoning([reply(forged)], THINKER)).toEqual([reply(undefined)]);
  });

  it('is left out of what a visitor said', async () => {
    const reasoning = await sealOne();
    const question: ChatRequestMessage = { role: 'user', content: '2 + 2?', reasoning };
    expect(openReasoning([question], THINKER)).toEqual([{ role: 'user', content: '2 + 2?' }]);
  });

  it('goes along newest first, up to the limit', async () => {
    const reasoning = await sealOne(reasoningOf('A'.repeat(50_000)));
    const messages = Array.from({ length: 5 }, () => reply(reasoning));
    const opened = openReasoning(messages, THINKER).map((message) => 'reasoning' in message);
    expect(opened).toEqual([false, false, false, true, true]);
    expect(2 * reasoning.data.length).toBeLessThanOrEqual(MAX_CARRIED_BYTES);
  });

  it('is not given to the page if it is too long', async () => {
    const events = await sealed(reasoningOf('A'.repeat(64_000)));
    expect(events.map(({ type }) => type)).toEqual(['delta', 'done']);
  });
});
