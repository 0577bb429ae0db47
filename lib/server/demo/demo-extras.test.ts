import { describe, expect, it } from 'vitest';
import { replyExtraSchema } from '#lib/core/chat/reply-extras.ts';
import { createUpstream } from '#lib/server/upstream/create-upstream.ts';
import { demo } from '#tests/support/ask-demo.ts';
import { type CollectedReply, collectReply } from '#tests/support/collect-reply.ts';
import { createDemoFetch } from './demo-fetch.ts';
import { requestedCall } from './samples/call-function.ts';

/** Asks the demo as Starlight does. */
function ask(content: string, maxOutputTokens = 4096): Promise<CollectedReply> {
  const { stream } = createUpstream({
    apiKey: 'demo',
    baseUrl: 'https://api.openai.com/v1',
    organization: null,
    project: null,
    fetch: createDemoFetch({ pace: 'instant', random: () => 0 }),
    deadlines: { ttfbMs: 5000, idleMs: 5000, totalMs: 5000 },
  });
  return collectReply(
    stream(
      { messages: [{ role: 'user', content }], model: 'gpt-5.4', maxOutputTokens },
      { signal: new AbortController().signal, clientRequestId: 'sl_test' },
    ),
  );
}

/** The demo's answer as one document. */
async function askForDocument(content: string) {
  const completion = await (await demo()(content)).json();
  return completion.choices[0];
}

describe('the demo', () => {
  it.each([
    'Answer with sources',
    'Show me an answer with citations',
    'Show me sources and a table',
  ])(
    'cites pages of official documentation for %j, at the sentences they support',
    async (question) => {
      const { text, extras } = await ask(question);
      const sources = extras.flatMap((extra) => (extra.type === 'sources' ? extra.sources : []));
      expect(sources).toHaveLength(3);
      for (const { url, title, start, end } of sources) {
        expect(url).toMatch(/^https:\/\/platform\.openai\.com\/docs\//);
        expect(title).not.toBe('');
        expect(text.slice(start, end)).toMatch(/^[A-Z].*\.$/);
      }
    },
  );

  it('cites nothing that a reply at its limit does not say', async () => {
    const { extras, done } = await ask('Answer with sources', 35);
    expect(done?.reason).toBe('length');
    expect(extras).toMatchObject([{ type: 'sources', sources: [{ title: 'Rate limits' }] }]);
  });

  it.each(['Draw a picture', 'Please draw me a small picture of the sea', 'Generate an image'])(
    'draws a small PNG for %j, and says what it is',
    async (question) => {
      const { text, extras } = await ask(question);
      expect(text).toContain('lighthouse');
      expect(text).not.toContain('made up');
      expect(extras).toHaveLength(1);
      expect(extras[0]).toMatchObject({
        type: 'image',
        url: /^data:image\/png;base64,iVBORw0KGgo/,
      });
      expect(replyExtraSchema.safeParse(extras[0]).success).toBe(true);
      expect(JSON.stringify(extras).length).toBeLessThan(30_000);
    },
  );

  it('still describes a picture if asked for that', async () => {
    expect((await ask('Describe a picture')).text).toContain('one I made up');
  });

  it.each([
    'Call a function',
    'please use a tool',
    'Can you call some tools?',
    'Show me a tool call',
  ])(
    'asks to call a function for %j, which ends as a reply without an answer',
    async (question) => {
      const { text, extras, failure } = await ask(question);
      expect(text).toBe('');
      expect(extras).toEqual([
        {
          type: 'tool_call',
          call: { name: 'get_weather', arguments: '{"city":"Bergen","unit":"celsius"}' },
        },
      ]);
      expect(failure?.failure).toMatchObject({
        kind: 'reply_empty',
        details: { reason: 'tool_calls' },
      });
    },
  );

  it.each(['How do I call a function?', 'Show me a Python function', 'What is a tool call?', ''])(
    'calls nothing for %j',
    (text) => {
      expect(requestedCall([{ role: 'user', text, pictures: [] }])).toBeNull();
    },
  );

  it('sends the same in a document', async () => {
    expect((await askForDocument('Answer with sources')).message.annotations).toHaveLength(3);
    expect((await askForDocument('Draw a picture')).message.images).toHaveLength(1);
    expect(await askForDocument('Call a function')).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ function: { name: 'get_weather' } }] },
    });
    expect((await askForDocument('What does 429 mean?')).message).not.toHaveProperty('images');
  });
});
