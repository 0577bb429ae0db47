import { describe, expect, it } from 'vitest';
import { defaultStatusOf, ERROR_KINDS, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError, toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { toOpenAiError } from './openai-error.ts';
import { parseCompletionRequest } from './request/parse-completion-request.ts';

const SITE = { contact: null, upstreamName: 'OpenAI' };
const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
const MESSAGE = { role: 'user', content: 'Hi' };

/** The error for a request body with these members. */
function errorFor(members: object) {
  try {
    parseCompletionRequest({ messages: [MESSAGE], ...members }, { allowRemoteImages: false });
  } catch (error) {
    if (error instanceof StarlightError) {
      return toOpenAiError(error, toErrorBody(error.failure, 'req'), SITE).error;
    }
    throw error;
  }
  throw new Error('The request was accepted.');
}

describe('the message of an error', () => {
  it.each(KINDS)('says each of its sentences once: %s', (kind) => {
    const body = { kind, status: defaultStatusOf(kind), requestId: 'req' };
    const { message } = toOpenAiError(null, body, SITE).error;
    const sentences = message
      .toLowerCase()
      .split(/[.:] /)
      .map((sentence) => sentence.trim());
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it.each([
    ['n', { n: 3 }],
    ['n', { n: 0 }],
    ['temperature', { temperature: 3 }],
    ['top_p', { top_p: '1' }],
    ['verbosity', { verbosity: 'loud' }],
    ['reasoning_effort', { reasoning_effort: 'Very High' }],
    ['max_tokens', { max_tokens: 0 }],
    ['stop', { stop: 1 }],
    ['stop', { stop: Array.from({ length: 65 }, () => 'x') }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['audio', { audio: { voice: 'alloy', format: 'wav' } }],
    ['prediction', { prediction: { type: 'content', content: 'x' } }],
    ['web_search_options', { web_search_options: {} }],
    ['response_format.type', { response_format: { type: 'xml' } }],
    ['tools[0].type', { tools: [{ type: 'web_search' }] }],
    ['tool_choice', { tool_choice: 'always' }],
    ['stream_options.unknown', { stream: true, stream_options: { unknown: true } }],
    ['logit_bias.word', { logit_bias: { word: 1 } }],
    ['messages', { messages: [] }],
    ['messages', { messages: undefined }],
    ['messages[0].role', { messages: [{ role: 'critic', content: 'Hi' }] }],
    [
      'messages[0].content[0].type',
      { messages: [{ role: 'user', content: [{ type: 'file', file: {} }] }] },
    ],
    [
      'messages[0].content[0].image_url.url',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image_url', image_url: { url: 'http://example.com/a.png' } }],
          },
        ],
      },
    ],
  ])('names the field with a value that is not accepted: %s', (field, members) => {
    const { message, param } = errorFor(members);
    expect(param).toBe(field);
    expect(message).toContain(` ${field}`);
    expect(message).not.toContain('JSON object');
  });
});
