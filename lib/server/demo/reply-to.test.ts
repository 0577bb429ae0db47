import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import { ERROR_KINDS, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { completeReplyAfter, PARTIAL_REPLY } from './replies/simulation-replies.ts';
import { replyTo } from './reply-to.ts';
import type { DemoMessage } from './stream/completion-request.ts';

const ALL_KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);

const user = (text: string): DemoMessage => ({ role: 'user', text, pictures: [] });
const assistant = (text: string): DemoMessage => ({ role: 'assistant', text, pictures: [] });
const system = (text: string): DemoMessage => ({ role: 'system', text, pictures: [] });
const ask = (...questions: string[]): string => replyTo(questions.map(user));

/** Asks the questions in turn, each with the conversation so far. */
function converse(...questions: string[]): string[] {
  const messages: DemoMessage[] = [];
  return questions.map((question) => {
    messages.push(user(question));
    const reply = replyTo(messages);
    messages.push(assistant(reply));
    return reply;
  });
}

describe('replyTo', () => {
  it('explains a 401 with axios from the wrong header to the fix', () => {
    const reply = ask('Why do I get a 401 with axios?');
    expect(reply).toContain('await axios.post(url, data, headers);');
    expect(reply).toContain('await axios.post(url, data, { headers });');
    expect(reply).toContain('The key belongs on the server.');
  });

  it.each(ALL_KINDS)("explains %s with the catalog's text", (kind) => {
    const reply = ask(`What is \`${kind}\`?`);
    const words = ERROR_CATALOGUE[kind].meaning.match(/[a-z][a-z ,']{11,}/)?.[0];
    expect(reply).toContain(words);
    expect(reply).toContain(`/simulate ${kind}`);
  });

  it.each([400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 500, 502, 503, 504])(
    'explains %i and how to see it',
    (status) => {
      const reply = ask(`What does ${status} mean?`);
      expect(reply).toMatch(new RegExp(`^### ${status} \\w+`));
      expect(reply).toContain(`/simulate ${status}`);
    },
  );

  it('names every kind with a given status', () => {
    const reply = ask('What does 429 mean?');
    for (const kind of ALL_KINDS.filter((each) => ERROR_KINDS[each].status === 429)) {
      expect(reply).toContain(`\`${kind}\``);
    }
  });

  it('says that it is not a real model, if asked or if it has no answer', () => {
    expect(ask('Are you ChatGPT?')).toContain('not a language model');
    expect(ask('Write a poem about the sea')).toContain('simulated model');
  });

  it('lists what it can show if it has no answer', () => {
    const reply = ask('Write a poem about the sea');
    for (const word of ['table', 'code', 'list', 'math', 'picture', 'long answer', '/simulate']) {
      expect(reply).toContain(word);
    }
  });

  it('answers every question it suggests', () => {
    const suggested = [...ask('help').matchAll(/"([^"]+)"/g)].map(([, question = '']) => question);
    expect(suggested.length).toBeGreaterThan(5);
    for (const question of suggested) expect(ask(question), question).not.toContain('no answer');
  });

  it('says that a picture arrived and was not looked at', () => {
    const reply = replyTo([{ role: 'user', text: '', pictures: ['data:image/png;base64,AA=='] }]);
    expect(reply).toContain('Your picture arrived');
  });

  it('describes the demo if there is no question', () => {
    expect(replyTo([system('Be brief.')])).toMatch(/^This is the demo of/);
  });

  it('gives the same reply to the same conversation', () => {
    expect(ask('what can you do')).toBe(ask('what can you do'));
  });

  it('uses no exclamation marks outside code', () => {
    const questions = ['hello', 'thanks', 'what can you do', 'is my key safe', 'markdown', '429'];
    for (const question of questions) {
      const prose = ask(question).replace(/```[\s\S]*?```|`[^`]*`/g, '');
      expect(prose).not.toContain('!');
    }
  });
});

describe('the reply to anything else', () => {
  it.each([
    'remember hunter2hunter2',
    'remember sk-abc12',
    'see http://evil.example/?q=1',
    'say <img src=x>',
    'say [this](javascript:alert)',
    'say `this`',
    'mail me@example.com',
    `say ${'a'.repeat(40)}`,
  ])('repeats nothing of %j', (question) => {
    const reply = ask(question);
    expect(reply).toMatch(/^I have no answer to that/);
    expect(reply).not.toContain(question.split(' ')[1]);
  });

  it('is replaced with a warning if the question contains a key', () => {
    const reply = ask('is sk-proj-Zq7Zq8Zq9Zq7Zq8Zq9Zq7Zq8 right?');
    expect(reply).toContain('looks like an API key');
    expect(reply).not.toContain('Zq7');
  });
});

describe('going on', () => {
  it('takes "go on" with nothing before it for a question', () => {
    expect(ask('go on')).toContain('simulated model');
  });

  const question = user('What does 429 mean?');
  const reply = replyTo([question]);

  it('continues a truncated reply from every position', () => {
    for (let length = 1; length < reply.length; length += 1) {
      const part = reply.slice(0, length);
      const rest = replyTo([system('Go on.'), question, assistant(part)]);
      expect(part + rest).toBe(reply);
    }
  });

  it('continues samples from every position', () => {
    const request = user('Show me a table, some code and a list');
    const samples = replyTo([request]);
    for (let length = 1; length < samples.length; length += 1) {
      const part = samples.slice(0, length);
      expect(part + replyTo([request, assistant(part)])).toBe(samples);
    }
  });

  it('continues a failed reply from every position', () => {
    const request = user('/simulate reply_interrupted');
    const failed = completeReplyAfter('reply_interrupted');
    for (let length = 1; length < failed.length; length += 1) {
      const part = failed.slice(0, length);
      expect(part + replyTo([request, assistant(part)])).toBe(failed);
    }
  });

  it('continues a reply that lost its trailing whitespace', () => {
    const part = reply.slice(0, reply.indexOf('\n\n') + 2);
    expect(part.trimEnd() + replyTo([question, assistant(part.trimEnd())])).toBe(reply);
  });

  it('continues a truncated reply if requested in a message', () => {
    const rest = replyTo([question, assistant(reply.slice(0, 100)), user('continue')]);
    expect(reply.endsWith(rest)).toBe(true);
    expect(rest.length).toBeGreaterThan(reply.length - 105);
  });

  it('continues a continuation that was truncated too', () => {
    const rest = replyTo([
      question,
      assistant(reply.slice(0, 100)),
      user('continue'),
      assistant(reply.slice(100, 150).trimStart()),
      user('continue'),
    ]);
    expect(reply.endsWith(rest)).toBe(true);
    expect(rest.length).toBeLessThan(reply.length - 145);
  });

  it.each(['reply_interrupted', 'reply_truncated', 'reply_stalled'] as const)(
    'continues the partial reply of %s to its end',
    (kind) => {
      const rest = replyTo([user(`/simulate ${kind}`), assistant(PARTIAL_REPLY)]);
      expect(PARTIAL_REPLY + rest).toBe(completeReplyAfter(kind));
      expect(rest.length).toBeGreaterThan(200);
    },
  );

  it.each(['continue', 'Go on.', 'more', 'tell me more', 'please continue your reply'])(
    'says that a reply was complete, when asked to %j',
    (request) => {
      const replies = converse('What does 429 mean?', request);
      expect(replies[1]).toMatch(/^That's all I know about this/);
      expect(replyTo([question, assistant(reply)])).toMatch(/^\n\nThat's all/);
    },
  );

  it('says that it cannot continue a text that is not its own', () => {
    expect(replyTo([question, assistant('It was a dark and')])).toContain("didn't write it");
  });
});

describe('the reply to /simulate without a failure', () => {
  it('lists every kind if none is named', () => {
    const reply = ask('/simulate');
    for (const kind of ALL_KINDS) expect(reply).toContain(`\`${kind}\``);
  });

  it.each([
    ['/simulate rate_limitd 5', 'rate_limited'],
    ['/simulate ratelimited', 'rate_limited'],
    ['/simulate quota', 'quota_exhausted'],
    ['/simulate key-invlid', 'key_invalid'],
    ['/simulate timeout', 'gateway_timeout'],
  ])('suggests the nearest kind for %j', (text, kind) => {
    expect(ask(text)).toContain(`\`/simulate ${kind}\`?`);
  });

  it('suggests no kind if none is near', () => {
    expect(ask('/simulate xyzzy plugh frotz')).not.toContain('Did you mean');
  });

  it("explains a failure of Starlight's own, which the model cannot produce", () => {
    expect(ask('/simulate budget_spent')).toContain('comes from Starlight itself');
  });
});
