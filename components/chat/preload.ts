/** Code the first paint does not need: loaded when first used, or when the browser has nothing to do. */
export const loadMarkdown = () => import('../markdown/markdown.tsx');
export const loadErrorBanner = () => import('../banner/error-banner.tsx');

/** Loads both early, so that a banner can be shown when the network is gone. Returns the undo. */
export function preloadWhenIdle(): () => void {
  const load = () => {
    // A failed preload is tried again when the code is needed, where its failure is handled.
    loadMarkdown().catch(() => undefined);
    loadErrorBanner().catch(() => undefined);
  };
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(load, { timeout: 3000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(load, 1000);
  return () => clearTimeout(timer);
}
