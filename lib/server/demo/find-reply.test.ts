import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { wireNameOfKind } from '#lib/core/guide/wire/wire-names.ts';
import { findReply } from './find-reply.ts';
import {
  ABOUT_REPLY,
  KEY_SAFETY_REPLY,
  PASTED_KEY_REPLY,
  STORAGE_REPLY,
} from './replies/about-replies.ts';
import { AXIOS_REPLY } from './replies/axios-reply.ts';
import { BACKOFF_REPLY } from './replies/error-replies.ts';
import { DEPLOY_REPLY, SET_KEY_REPLY } from './replies/setup-replies.ts';

const NAMES = new Map([
  [ABOUT_REPLY, 'about'],
  [AXIOS_REPLY, 'axios'],
  [BACKOFF_REPLY, 'backoff'],
  [DEPLOY_REPLY, 'deploy'],
  [KEY_SAFETY_REPLY, 'key_safety'],
  [PASTED_KEY_REPLY, 'pasted_key'],
  [SET_KEY_REPLY, 'set_key'],
  [STORAGE_REPLY, 'storage'],
]);

const find = (text: string) => findReply({ role: 'user', text, pictures: [] });

/** The topic of the reply to a question, judged by the reply's text. */
function topicOf(question: string): string {
  const text = find(question);
  if (text === null) return 'nothing';
  const [, simulated] = /`\/simulate (\w+)`$/.exec(text) ?? [];
  if (simulated !== undefined) return `${/^\d+$/.test(simulated) ? 'status' : 'kind'} ${simulated}`;
  if (text.startsWith('### Rate limit or quota')) return 'rate_or_quota';
  if (text.startsWith('`/simulate <kind>')) return 'simulate_help';
  const headings = [...text.matchAll(/^### (.*)/gm)].map(([, heading]) => heading);
  return NAMES.get(text) ?? headings.join(', ');
}

describe('findReply', () => {
  it.each([
    ['What does 429 mean?', 'status 429'],
    ['what does a 400 mean', 'status 400'],
    ['I get error 401', 'status 401'],
    ['403', 'status 403'],
    ['HTTP 404?', 'status 404'],
    ['Explain 409', 'status 409'],
    ['why 413', 'status 413'],
    ['our vLLM server returns 422', 'status 422'],
    ['What is a 500 error?', 'status 500'],
    ['Status code 502', 'status 502'],
    ['and 503?', 'status 503'],
    ['Request failed with status code 504', 'status 504'],
    ['Error: Request failed with status code 429', 'status 429'],
    ['Thanks. And what about 500?', 'status 500'],
    ['hello, what does 429 mean?', 'status 429'],
    ['Why do I get a 401 with axios?', 'axios'],
    [
      'How do I properly include my API key in the Authorization header to avoid a 401 error with the OpenAI API?',
      'axios',
    ],
    ['await axios.post(url, data, headers) does not work', 'axios'],
    ['where do I put the Bearer token header', 'axios'],
    ['What is insufficient_quota?', 'kind quota_exhausted'],
    ['429 insufficient_quota', 'kind quota_exhausted'],
    [
      'You exceeded your current quota, please check your plan and billing details.',
      'kind quota_exhausted',
    ],
    ['What is rate_limited?', 'kind rate_limited'],
    ['explain `overloaded`', 'kind overloaded'],
    ['what is key invalid', 'kind key_invalid'],
    ['Incorrect API key provided: sk-4sJHr***w8ZP.', 'kind key_invalid'],
    ["You didn't provide an API key.", 'kind key_missing'],
    ["This model's maximum context length is 8192 tokens", 'kind context_too_long'],
    ['connect ECONNREFUSED 127.0.0.1:443', 'kind connection_refused'],
    ['getaddrinfo ENOTFOUND api.openai.com', 'kind dns_failure'],
    ['The model `gpt-9` does not exist', 'kind model_not_found'],
    ['model_not_found', 'kind model_not_found'],
    ["What's the difference between a rate limit and a quota?", 'rate_or_quota'],
    ['How should I retry with backoff?', 'backoff'],
    ['how do I set my API key', 'set_key'],
    ['Where do I put OPENAI_API_KEY?', 'set_key'],
    ['how do I deploy to Vercel', 'deploy'],
    ['How do I set the key on Vercel?', 'deploy'],
    ['where are my messages kept', 'storage'],
    ['Do you store our conversations?', 'storage'],
    ['what is Starlight', 'about'],
    ['How does this work?', 'about'],
    ['is my key safe', 'key_safety'],
    ['Can visitors see the key?', 'key_safety'],
    ['Can I call OpenAI from the browser?', 'key_safety'],
    ['How can I test my key?', 'set_key'],
    ['are you a real model?', 'about'],
    ['What model are you?', 'about'],
    ['what can you do', 'about'],
    ['help', 'about'],
    ['hello', 'about'],
    ['Hi there!', 'about'],
    ['show me markdown', 'Text, Table, Code, List, Math, Diagram, A picture, described'],
    ['thanks', 'about'],
    ['How do I simulate an error?', 'simulate_help'],
    ['List all errors', 'simulate_help'],
    ['Show me how errors look', 'simulate_help'],
    ['Why is my key rejected?', 'kind key_invalid'],
    ['Show me some YAML', 'Code'],
    ['I want to see streaming', 'A long answer'],
    ['Explain 429 and show me a table', '429 Too Many Requests, Table'],
    ['Show me Python code for a rate limit', '429 Too Many Requests: `rate_limited`, Code'],
    ['I need to fix a 500 in my list of tables', 'status 500'],
    ['axios: Request failed with status code 429', 'status 429'],
    ['AxiosError: connect ECONNREFUSED 127.0.0.1:443', 'kind connection_refused'],
    ['Why do I get a 504 on Vercel?', 'status 504'],
    ['finish_reason is length', 'kind reply_truncated'],
    ['Show me how to set my key', 'set_key'],
    ['What is this page?', 'about'],
    ['my key is sk-proj-abcdefghijklmnopqrstuvwxyz0123', 'pasted_key'],
    ['write a poem about the sea', 'nothing'],
    ['my village has 500 people', 'nothing'],
    ['are the shops closed when they are busy', 'nothing'],
    ['constructor toString __proto__', 'nothing'],
    ['I lost my access code', 'nothing'],
    ['Write me a limerick', 'nothing'],
    ['', 'nothing'],
  ])('classifies %j as %s', (question, topic) => {
    expect(topicOf(question)).toBe(topic);
  });

  it('recognizes the wire name of each kind', () => {
    for (const kind of Object.keys(ERROR_KINDS).filter(isErrorKind)) {
      const name = wireNameOfKind(kind);
      if (name === null) continue;
      const found = topicOf(`What is ${name.includes('_') ? name : name.toUpperCase()}?`);
      const namesakes = Object.keys(ERROR_KINDS)
        .filter(isErrorKind)
        .filter((other) => wireNameOfKind(other) === name);
      expect(
        namesakes.map((other) => `kind ${other}`),
        name,
      ).toContain(found);
    }
  });

  it.each([
    'gsk_Zq7Zq8Zq9Zq7Zq8Zq9Zq7Zq8',
    'AIzaZq7Zq8Zq9Zq7Zq8Zq9Zq7Zq8',
    'sk-ant-Zq7Zq8Zq9Zq7Zq8Zq9Zq7Zq8',
  ])('recognizes %s as a key, whoever issued it', (key) => {
    expect(topicOf(`Show me a table with ${key}`)).toBe('pasted_key');
  });

  it('reads only the beginning of a long message', () => {
    expect(topicOf(`What is 429? ${'and so on '.repeat(1000)}`)).toBe('status 429');
    expect(find(`${'so it goes '.repeat(1000)} what is 429?`)).toBeNull();
  });
});
