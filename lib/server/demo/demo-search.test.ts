import { describe, expect, it } from 'vitest';

import { createUpstream } from '#lib/server/upstream/create-upstream.ts';
import type { UpstreamMessage, WebSearchAccess } from '#lib/server/upstream/upstream.ts';
import { webSearchOf } from '#lib/server/upstream/web-search-access.ts';
import { type CollectedReply, collectReply } from '#tests/support/collect-reply.ts';
import { readConfig } from '../config/read-config.ts';
import { createDemoFetch } from './demo-fetch.ts';

const site = readConfig({ STARLIGHT_DEMO: '1' });
const webSearch: WebSearchAccess = {
  methodFor: (model) => webSearchOf(site, model),
  noteRefused: () => undefined,
};

function ask(messages: UpstreamMessage[], wanted: boolean): Promise<CollectedReply> {
  const { stream } = createUpstream({
    apiKey: 'demo',
    baseUrl: 'https://api.openai.com/v1',
    api: 'chat',
    organization: null,
    project: null,
    fetch: createDemoFetch({ pace: 'instant', random: () => 0 }),
    deadlines: { ttfbMs: 5000, idleMs: 5000, totalMs: 5000 },
    webSearch,
  });
  return collectReply(
    stream(
      { messages, model: 'starlight-demo', maxOutputTokens: 4096, webSearch: wanted },
      { signal: new AbortController().signal, clientRequestId: 'sl_test' },
    ),
  );
}

const question: UpstreamMessage = { role: 'user', content: 'What does 429 mean?' };

describe('the demo, asked with a search of the web', () => {
  it('shows the search with its query, and then the pages that the answer cites', async () => {
    const plain = await ask([question], false);
    const { text, extras } = await ask([question], true);
    expect(plain.extras).toEqual([]);
    expect(text.startsWith(plain.text)).toBe(true);
    const query = 'What does 429 mean?';
    expect(extras).toMatchObject([
      { type: 'search', search: { status: 'searching', query } },
      { type: 'search', search: { status: 'done', query } },
      { type: 'sources', sources: [{}, {}, {}] },
    ]);
  });

  it('continues a reply from wherever it was cut, without another search', async () => {
    const { text } = await ask([question], true);
    for (const cut of [10, text.length - 200, text.length - 10]) {
      const half: UpstreamMessage = { role: 'assistant', content: text.slice(0, cut) };
      const rest = await ask([question, half], true);
      expect(text.slice(0, cut) + rest.text).toBe(text);
      expect(rest.extras.filter(({ type }) => type === 'search')).toEqual([]);
    }
  });
});
