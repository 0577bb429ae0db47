import { buildWatch } from '../page/build-watch.ts';

/** How long a reachable server takes to answer, at most. */
const TIMEOUT_MS = 4000;

type IsReachableOptions = {
  fetch?: typeof globalThis.fetch;
  /** A signal that aborts after that many ms. */
  timeout?: (ms: number) => AbortSignal;
};

/** Whether this site's server answers a new request within 4 s. Never throws. */
export async function isReachable({
  fetch = globalThis.fetch,
  timeout = AbortSignal.timeout.bind(AbortSignal),
}: IsReachableOptions = {}): Promise<boolean> {
  try {
    const signal = timeout(TIMEOUT_MS);
    const response = await fetch('/api/health', { cache: 'no-store', signal });
    buildWatch.note(response);
    return response.ok;
  } catch {
    return false;
  }
}
