import { isReachable } from '../network/is-reachable.ts';

type WatchMissingPartsOptions = {
  page?: EventTarget;
  isServerReachable?: () => Promise<boolean>;
};

/**
 * Calls when a script or style of this page could not be loaded although the server answers: a newer
 * build has taken its place. Where the server cannot be reached, the network is what is wrong. Returns
 * the end of it.
 */
export function watchMissingParts(
  onMissing: () => void,
  { page = window, isServerReachable = isReachable }: WatchMissingPartsOptions = {},
): () => void {
  let over = false;
  const onError = async ({ target }: Event) => {
    if (!isPartOfThePage(target)) return;
    if ((await isServerReachable()) && !over) onMissing();
  };
  // It does not bubble: only on its way down is it seen here.
  page.addEventListener('error', onError, { capture: true });
  return () => {
    over = true;
    page.removeEventListener('error', onError, { capture: true });
  };
}

/** Whether an element is one that Next loads code or styles by. */
function isPartOfThePage(target: EventTarget | null): boolean {
  if (target === null) return false;
  const { src, href } = target as Partial<Record<'src' | 'href', unknown>>;
  const address = src ?? href;
  return typeof address === 'string' && address.includes('/_next/static/');
}
