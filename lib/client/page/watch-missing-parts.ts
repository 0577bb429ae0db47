import { isReachable } from '../network/is-reachable.ts';

type WatchMissingPartsOptions = {
  page?: EventTarget;
  isServerReachable?: () => Promise<boolean>;
};

/**
 * Calls back when a script or stylesheet of this page fails to load although the server answers: a newer
 * build has replaced it. If the server is unreachable, the network is the cause. Returns a function that
 * stops it.
 */
export function watchMissingParts(
  onMissing: () => void,
  { page = window, isServerReachable = isReachable }: WatchMissingPartsOptions = {},
): () => void {
  let stopped = false;
  const onError = async ({ target }: Event) => {
    if (!isPageAsset(target)) return;
    if ((await isServerReachable()) && !stopped) onMissing();
  };
  // This event does not bubble, so it only arrives in the capture phase.
  page.addEventListener('error', onError, { capture: true });
  return () => {
    stopped = true;
    page.removeEventListener('error', onError, { capture: true });
  };
}

/** Whether an element loads one of Next's scripts or stylesheets. */
function isPageAsset(target: EventTarget | null): boolean {
  if (target === null) return false;
  const { src, href } = target as Partial<Record<'src' | 'href', unknown>>;
  const url = src ?? href;
  return typeof url === 'string' && url.includes('/_next/static/');
}
