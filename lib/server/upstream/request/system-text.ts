import 'server-only';
import type { UpstreamRequest } from '../upstream.ts';

/**
 * What a model is told before the messages: the operator's system prompt, then the visitor's instructions.
 * As one text, because chat templates of open models refuse a second system message.
 */
export function systemTextOf(
  { instructions }: Pick<UpstreamRequest, 'instructions'>,
  systemPrompt: string | null | undefined,
): string {
  return [systemPrompt, instructions].filter(Boolean).join('\n\n');
}
