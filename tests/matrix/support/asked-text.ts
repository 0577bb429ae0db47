import type { Exchange } from '../../support/scriptable-upstream.ts';

/** In either API. */
type Asked = { content: string | { text: string }[] };

/** The visitor's last message as it reached the upstream. */
export function askedText({ body }: Pick<Exchange, 'body'>): string {
  const { messages, input = messages }: { messages: Asked[]; input?: Asked[] } = JSON.parse(body);
  const content = input.at(-1)?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}
