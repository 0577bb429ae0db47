import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConversationUsage, ReplyUsage, UsageButton } from '#components/chat/usage.tsx';
import { toggleUsage } from '#lib/client/page/usage-shown.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';

const PRICES = { 'gpt-4.1': { inputUsd: 2, cachedInputUsd: 0.5, outputUsd: 8 } };
const USAGE = { inputTokens: 1204, outputTokens: 312 };
const WORST_CASE = { inputTokens: 2000, outputTokens: 4096 };

const reply = (more: Partial<ChatMessage>): ChatMessage => ({
  id: 'a',
  conversationId: 'c',
  parentId: 'u',
  seq: 1,
  role: 'assistant',
  text: 'An answer',
  status: 'done',
  model: 'gpt-4.1',
  createdAt: 0,
  ...more,
});
const linesOf = (element: React.ReactElement) =>
  Array.from(
    renderToStaticMarkup(element).matchAll(/<p[^>]{0,200}>([^<]{0,500})</g),
    ([, text]) => text,
  );
const shown = (more: Partial<ChatMessage>) =>
  linesOf(createElement(ReplyUsage, { message: reply(more), prices: PRICES }));
const conversation = (path: Partial<ChatMessage>[], branches: Partial<ChatMessage>[]) => {
  const log = { conversationId: 'c', path: path.map(reply), branches: branches.map(reply) };
  return linesOf(createElement(ConversationUsage, { log, prices: PRICES }));
};

describe('tokens and cost', () => {
  it('are hidden until they are asked for', () => {
    expect(shown({ usage: USAGE })).toEqual([]);
    expect(conversation([{ usage: USAGE }], [])).toEqual([]);
    expect(renderToStaticMarkup(createElement(UsageButton))).toContain('aria-pressed="false"');
  });
});

describe('tokens and cost of a reply', () => {
  beforeEach(toggleUsage);
  afterEach(toggleUsage);

  it('say what was cached and what was thinking', () => {
    const usage = { ...USAGE, cachedTokens: 900, reasoningTokens: 120 };
    expect(shown({ usage })).toEqual([
      '1,204 tokens in (900 cached), 312 out (120 thinking) · $0.0036',
    ]);
  });

  it('take the cost from the upstream if it names one', () => {
    expect(shown({ usage: { ...USAGE, costUsd: 0.25 } })).toEqual([
      '1,204 tokens in, 312 out · $0.25',
    ]);
  });

  it.each(['constructor', 'llama3.2'])('say that the price of %s is unknown', (model) => {
    expect(shown({ model, usage: USAGE })).toEqual(['1,204 tokens in, 312 out · price unknown']);
  });

  it('say the most that a stopped or broken reply can have cost', () => {
    for (const status of ['stopped', 'failed', 'interrupted'] as const) {
      expect(shown({ status, worstCase: WORST_CASE })).toEqual(['up to $0.04']);
      expect(shown({ status, worstCase: WORST_CASE, model: 'llama3.2' })).toEqual([]);
      expect(shown({ status })).toEqual([]);
    }
  });

  it('count the requests before the reply was continued', () => {
    const earlierRequests = [
      { model: 'gpt-4.1', usage: { inputTokens: 100, outputTokens: 10 } },
      { model: 'gpt-4.1', worstCase: { inputTokens: 1000, outputTokens: 1000 } },
    ];
    expect(shown({ usage: USAGE, earlierRequests })).toEqual([
      '1,304 tokens in, 322 out · up to $0.02',
    ]);
  });
});

describe('tokens and cost of a conversation', () => {
  beforeEach(toggleUsage);
  afterEach(toggleUsage);

  it('are the sum of the messages shown', () => {
    expect(conversation([{ usage: USAGE }, { usage: USAGE }], [])).toEqual([
      'Messages shown: 2,408 tokens in, 624 out · $0.0098',
    ]);
  });

  it('are also the sum of all versions if there are others', () => {
    expect(conversation([{ usage: USAGE }], [{ usage: USAGE }])).toEqual([
      'Messages shown: 1,204 tokens in, 312 out · $0.0049',
      'With all versions: 2,408 tokens in, 624 out · $0.0098',
    ]);
    expect(conversation([{}], [{ usage: USAGE }])).toEqual([
      'With all versions: 1,204 tokens in, 312 out · $0.0049',
    ]);
  });

  it('say how many replies are missing from the sum', () => {
    const unknown = { model: 'llama3.2', usage: USAGE };
    expect(conversation([{ usage: USAGE }, unknown, unknown], [])).toEqual([
      'Messages shown: 3,612 tokens in, 936 out · $0.0049, without 2 replies whose price is unknown',
    ]);
    expect(conversation([unknown], [])).toEqual([
      'Messages shown: 1,204 tokens in, 312 out · price unknown',
    ]);
  });
});
