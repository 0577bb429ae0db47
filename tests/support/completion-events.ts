/** Server-sent events as OpenAI writes them, for tests that specify the reply. */

const CHUNK = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-test' };

export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export function delta(content: string): string {
  return event({ ...CHUNK, choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

export function roleEvent(): string {
  const firstDelta = { role: 'assistant', content: '', refusal: null };
  return event({ ...CHUNK, choices: [{ index: 0, delta: firstDelta, finish_reason: null }] });
}

export function refusalDelta(refusal: string): string {
  return event({ ...CHUNK, choices: [{ index: 0, delta: { refusal }, finish_reason: null }] });
}

export function finish(reason = 'stop'): string {
  return event({ ...CHUNK, choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

/** The last text and the finish reason in one chunk. */
export function finishWith(content: string, reason: string): string {
  return event({ ...CHUNK, choices: [{ index: 0, delta: { content }, finish_reason: reason }] });
}

export function usageEvent(input: number, output: number): string {
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  return event({ ...CHUNK, choices: [], usage });
}

export const DONE = 'data: [DONE]\n\n';

/** A complete reply in OpenAI's order: role, text, finish, usage, end. */
export function reply(...texts: string[]): string {
  return [roleEvent(), ...texts.map(delta), finish(), usageEvent(7, 3), DONE].join('');
}

/** A completion that is not streamed. */
export function completion(content: string, finishReason = 'stop'): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'gpt-test',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        finish_reason: finishReason,
      },
    ],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  };
}
