import { createDemoFetch, type DemoFetchOptions } from '#lib/server/demo/demo-fetch.ts';

export const CHAT = 'https://api.openai.com/v1/chat/completions';
/** Milliseconds since 1970, for the demo's clock. */
export const NOW = 1_780_000_000_000;

type Sent = { turn?: string; signal?: AbortSignal; [field: string]: unknown };

/**
 * Sends one message to the demo, without delays and at a fixed time. `turn` is the id of the turn;
 * other fields go into the request.
 */
export function demo(options: DemoFetchOptions = {}) {
  const fetchDemo = createDemoFetch({
    pace: 'instant',
    random: () => 0,
    now: () => NOW,
    ...options,
  });
  return (content: string, { turn, signal, ...rest }: Sent = {}) =>
    fetchDemo(CHAT, {
      method: 'POST',
      headers: turn === undefined ? {} : { 'X-Client-Request-Id': turn },
      body: JSON.stringify({ model: 'gpt-5.4', messages: [{ role: 'user', content }], ...rest }),
      signal: signal ?? null,
    });
}

export const streamed = {
  stream: true,
  stream_options: { include_usage: true, include_obfuscation: false },
};
