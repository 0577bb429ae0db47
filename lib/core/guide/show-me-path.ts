import type { ErrorKind } from '../error-kinds.ts';
import type { SiteState } from '../site-state.ts';

/**
 * Where a failure can be seen to happen: the chat, or the demo beside it, with the command written
 * into the composer and not sent. `null` where this visitor can do neither.
 */
export function showMePath(
  kind: ErrorKind,
  site: Pick<SiteState, 'mode' | 'simulateAllowed'>,
  { demoOffered }: { demoOffered: boolean },
): string | null {
  const query = `?ask=${encodeURIComponent(`/simulate ${kind}`)}`;
  if (site.mode === 'chat' && site.simulateAllowed) return `/${query}`;
  return demoOffered ? `/demo${query}` : null;
}
