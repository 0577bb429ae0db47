import type { ChatSession } from './session-types.ts';
import { UNSEEN_ENDS } from './unseen-ends.ts';

/**
 * Follows what other tabs note of replies that ended: what is opened there has been seen here too. Returns a
 * function that stops it.
 */
export function watchUnseenEnds(session: Pick<ChatSession, 'rereadEnds'>): () => void {
  const reread = () => session.rereadEnds(document.visibilityState === 'visible');
  // Without a key, everything was removed.
  const onStorage = ({ key }: StorageEvent) => {
    if (key === UNSEEN_ENDS || key === null) reread();
  };
  window.addEventListener('storage', onStorage);
  document.addEventListener('visibilitychange', reread);
  return () => {
    window.removeEventListener('storage', onStorage);
    document.removeEventListener('visibilitychange', reread);
  };
}
