import { loadChatStream } from '#lib/client/chat/open-chat-stream-when-loaded.ts';
import { deferModule } from '#lib/client/deferred-module.ts';

/** What the first paint does not need. */
export const deferredMarkdown = deferModule(() => import('../markdown/markdown.tsx'));
export const deferredBanner = deferModule(() => import('../banner/error-banner.tsx'));
export const deferredSignIn = deferModule(() => import('./sign-in-dialog.tsx'));
export const deferredData = deferModule(() => import('../data/data-dialog.tsx'));
export const deferredSimulate = deferModule(() => import('./simulate-dialog.tsx'));

/** Loads what a reply needs once the page has settled, so that a banner can be drawn when the network is gone. */
export function loadDeferredParts(): () => void {
  const load = () => {
    deferredBanner.load();
    deferredMarkdown.load();
    loadChatStream();
  };
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(load, { timeout: 1000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(load, 200);
  return () => clearTimeout(timer);
}
