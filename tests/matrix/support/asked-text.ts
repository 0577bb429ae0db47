import type { Exchange } from '../../support/scriptable-upstream.ts';

/** The visitor's last message as it reached the upstream. */
export function askedText({ body }: Pick<Exchange, 'body'>): string {
  const { messages }: { messages: { content: string }[] } = JSON.parse(body);
  return messages.at(-1)?.content ?? '';
}
