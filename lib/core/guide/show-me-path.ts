import type { ErrorKind } from '../errors/error-kinds.ts';
import type { SiteState } from '../site-state.ts';

/**
 * Where a visitor can see a failure happen: the chat, or else the demo, with the command in the
 * composer but not sent. `null` if this visitor can use neither.
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
