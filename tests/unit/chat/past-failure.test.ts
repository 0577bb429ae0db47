import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ErrorBanner } from '#components/banner/error-banner.tsx';
import {
  type ChatActions,
  ChatActionsContext,
  ChatViewerContext,
} from '#lib/client/chat/chat-actions.ts';
import { describeError } from '#lib/core/catalogue/describe-error.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';

const ERROR = { kind: 'key_invalid', status: 401, requestId: 'sl_1' } as const;
const MESSAGE: ChatMessage = {
  ...{ id: 'r', conversationId: 'c', parentId: 'q', seq: 2, role: 'assistant', text: '' },
  ...{ status: 'failed', error: ERROR, failedAt: 0, createdAt: 0 },
};
const PAGE = {
  ...{ contact: 'Ada', upstreamName: 'OpenAI', baseUrl: 'https://api.openai.com/v1' },
  ...{ upstreamPages: null, development: false, offersOtherModels: false },
};

function markupOf(audience: 'visitor' | 'operator', last: boolean): string {
  const viewer = {
    ...{ ...PAGE, audience, prices: null, models: [], model: '', maxBytes: 1000 },
    ...{ isOffered: () => true, canRegenerate: true },
  };
  const banner = createElement(ErrorBanner, {
    ...{ error: ERROR, message: MESSAGE, askedId: 'q', last, onEdit: () => {} },
  });
  const inViewer = createElement(ChatViewerContext, { value: viewer }, banner);
  // Proof: nothing is done while it is drawn.
  return renderToStaticMarkup(
    createElement(ChatActionsContext, { value: {} as ChatActions }, inViewer),
  ).replaceAll('&#x27;', "'");
}

it.each(['visitor', 'operator'] as const)(
  'an earlier failure is one line that opens, with all of its text, for the %s',
  (audience) => {
    const { heading, sentence, steps } = describeError(ERROR, {
      ...{ ...PAGE, audience, model: null, replyHasText: false, canThinkLess: false },
      canHaveMoreRoom: undefined,
    });
    const past = markupOf(audience, false);
    expect(past).toMatch(/<button[^>]{0,500}aria-expanded="false"/);
    expect(past.split(heading)).toHaveLength(2);
    expect(past).toContain(sentence.split('{')[0]?.split('Ada')[0]?.trim());
    expect(past).toContain('Details');
    const newest = markupOf(audience, true);
    expect(newest).not.toContain('aria-expanded');
    expect(newest.split(heading)).toHaveLength(2);
    if (steps.length > 0) expect(newest).toContain('<ol');
  },
);
