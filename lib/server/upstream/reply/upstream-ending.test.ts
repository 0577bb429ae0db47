import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBrokenOff, readUpstreamEnding } from './upstream-ending.ts';

const endingOf = (reason: unknown, more: object = {}) =>
  readUpstreamEnding({ finish_reason: reason, ...more });

/** What each provider documents or was seen to send, and what it means. */
const SEEN: Record<string, Record<string, string>> = {
  OpenAI: {
    stop: 'stop',
    length: 'length',
    content_filter: 'content_filter',
    tool_calls: 'tool_calls',
    function_call: 'tool_calls',
  },
  Google: {
    STOP: 'stop',
    MAX_TOKENS: 'length',
    SAFETY: 'content_filter',
    RECITATION: 'content_filter',
    BLOCKLIST: 'content_filter',
    PROHIBITED_CONTENT: 'content_filter',
    SPII: 'content_filter',
    LANGUAGE: 'content_filter',
    IMAGE_SAFETY: 'content_filter',
    OTHER: 'unknown',
    FINISH_REASON_UNSPECIFIED: 'unknown',
    FINISH_REASON_STOP: 'stop',
    'FinishReason.MAX_TOKENS': 'length',
    MALFORMED_FUNCTION_CALL: 'interrupted',
    UNEXPECTED_TOOL_CALL: 'interrupted',
    'content_filter: RECITATION': 'content_filter',
    'content_filter: PROHIBITED_CONTENT': 'content_filter',
    'function_call_filter: MALFORMED_FUNCTION_CALL': 'interrupted',
  },
  Anthropic: {
    end_turn: 'stop',
    stop_sequence: 'stop',
    max_tokens: 'length',
    model_context_window_exceeded: 'length',
    tool_use: 'tool_calls',
    refusal: 'refusal',
    pause_turn: 'interrupted',
  },
  Cohere: {
    COMPLETE: 'stop',
    STOP_SEQUENCE: 'stop',
    MAX_TOKENS: 'length',
    ERROR_LIMIT: 'length',
    TOOL_CALL: 'tool_calls',
    ERROR_TOXIC: 'content_filter',
    ERROR: 'server_error',
    TIMEOUT: 'timed_out',
    USER_CANCEL: 'interrupted',
  },
  Mistral: { model_length: 'length', error: 'server_error' },
  DeepSeek: { insufficient_system_resource: 'overloaded', aborted: 'interrupted' },
  Zhipu: { sensitive: 'content_filter', network_error: 'interrupted' },
  MiniMax: { max_output: 'length' },
  Xiaomi: { repetition_truncation: 'interrupted' },
  vLLM: { abort: 'interrupted', repetition: 'interrupted' },
  TGI: { eos_token: 'stop' },
  Ollama: { load: 'stop', unload: 'stop', end: 'stop' },
  'LM Studio': { maxPredictedTokensReached: 'length', eosFound: 'stop', failed: 'server_error' },
  'llama.cpp': { eos: 'stop', word: 'stop', limit: 'length' },
  Bedrock: {
    guardrail_intervened: 'content_filter',
    content_filtered: 'content_filter',
    malformed_model_output: 'interrupted',
    malformed_tool_use: 'interrupted',
    FINISH: 'stop',
  },
  xAI: { REASON_STOP: 'stop', REASON_MAX_LEN: 'length', REASON_TIME_LIMIT: 'timed_out' },
  watsonx: { time_limit: 'timed_out', cancelled: 'interrupted', token_limit: 'length' },
};
const ALL = Object.values(SEEN).flatMap((reasons) => Object.entries(reasons));

describe('readUpstreamEnding', () => {
  it.each(ALL)('reads %j as %s', (reason, ending) => {
    expect(endingOf(reason)).toBe(ending);
  });

  it('reads a reason alike in any case and with any separators', () => {
    const separator = fc.constantFrom('', ' ', '-', '_', '.', ' - ');
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.array(fc.boolean()), separator, (seen, cases, by) => {
        const [reason, ending] = seen;
        const spelled = [...reason.replaceAll('_', by)].map((letter, at) =>
          cases[at] ? letter.toUpperCase() : letter.toLowerCase(),
        );
        expect(endingOf(spelled.join(''))).toBe(ending);
      }),
    );
  });

  it.each([[null], [undefined], [''], [' \n'], [false], ['null'], ['None'], ['not_finished']])(
    'reads %j as a reply that has not ended',
    (reason) => {
      expect(endingOf(reason)).toBeNull();
      expect(endingOf(reason, { native_finish_reason: 'MAX_TOKENS' })).toBeNull();
    },
  );

  it.each([
    ['something_new'],
    ['完成'],
    ['constructor'],
    ['__proto__'],
    ['stop'.padEnd(100_000, 'p')],
    ['reason'],
    [':'],
    [7],
    [0],
    [true],
    [{}],
    [{ type: 7 }],
    [['stop']],
  ])('never takes %j for a normal end', (reason) => {
    expect(endingOf(reason)).toBe('unknown');
  });

  it('reads the objects of SGLang by their type', () => {
    expect(endingOf({ type: 'stop', matched: 151_645 })).toBe('stop');
    expect(endingOf({ type: 'length', length: 16 })).toBe('length');
    expect(endingOf({ type: 'abort', message: 'x', status_code: null })).toBe('interrupted');
  });

  it.each([
    ['stop', 'MAX_TOKENS', 'length'],
    ['stop', 'SAFETY', 'content_filter'],
    ['stop', 'insufficient_system_resource', 'overloaded'],
    ['stop', 'completed', 'stop'],
    ['stop', 'something_new', 'stop'],
    ['stop', 'tool_use', 'stop'],
    ['something_new', 'end_turn', 'stop'],
    ['something_new', 'another', 'unknown'],
    ['tool_calls', 'STOP', 'tool_calls'],
    ['content_filter', 'stop', 'content_filter'],
  ])('reads %j with the native reason %j as %s', (reason, native, ending) => {
    expect(endingOf(reason, { native_finish_reason: native })).toBe(ending);
    const fields = { provider_specific_fields: { native_finish_reason: native } };
    expect(endingOf(reason, fields)).toBe(ending);
  });

  it('tells endings that are failures from the others', () => {
    const broken = new Set(ALL.map(([reason]) => endingOf(reason)).filter(isBrokenOff));
    expect([...broken].toSorted()).toEqual([
      'interrupted',
      'overloaded',
      'server_error',
      'timed_out',
    ]);
  });
});
