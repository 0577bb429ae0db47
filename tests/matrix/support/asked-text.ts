import type { Exchange } from '../../support/scriptable-upstream.ts';

/** What the visitor wrote last, as it reached the upstream. */
export function askedText({ body }: Pick<Exchange, 'body'>): string {
  const { messages }: { messages: { content: string }[] } = JSON.parse(body);
  return messages.at(-1)?.content ?? '';
}
