import { describe, expect, it } from 'vitest';
import { matchTopic } from './match-topic.ts';
import type { Topic } from './topic.ts';

const nameOf = (topic: Topic | null): string => {
  if (!topic) return 'nothing';
  if (topic.type === 'status') return `status ${topic.status}`;
  return topic.type === 'kind' ? `kind ${topic.kind}` : topic.subject;
};

describe('matchTopic', () => {
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
    ['what is Starlight', 'starlight'],
    ['How does this work?', 'starlight'],
    ['is my key safe', 'key_safety'],
    ['Can visitors see the key?', 'key_safety'],
    ['Can I call OpenAI from the browser?', 'key_safety'],
    ['How can I test my key?', 'test_key'],
    ['How do I use this from Python?', 'other_programs'],
    ['are you a real model?', 'model'],
    ['What model are you?', 'model'],
    ['How much does it cost?', 'cost'],
    ['what can you do', 'abilities'],
    ['help', 'abilities'],
    ['hello', 'hello'],
    ['Hi there!', 'hello'],
    ['show me markdown', 'markdown'],
    ['thanks', 'thanks'],
    ['How do I simulate an error?', 'simulate_help'],
    ['my key is sk-proj-abcdefghijklmnopqrstuvwxyz0123', 'pasted_key'],
    ['write a poem about the sea', 'nothing'],
    ['my village has 500 people', 'nothing'],
    ['are the shops closed when they are busy', 'nothing'],
    ['constructor toString __proto__', 'nothing'],
    ['', 'nothing'],
  ])('%j is about %s', (question, topic) => {
    expect(nameOf(matchTopic(question))).toBe(topic);
  });

  it('reads the beginning of a long message only', () => {
    expect(nameOf(matchTopic(`What is 429? ${'and so on '.repeat(1000)}`))).toBe('status 429');
    expect(matchTopic(`${'so it goes '.repeat(1000)} what is 429?`)).toBeNull();
  });
});
