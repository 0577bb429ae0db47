import { buildWatch } from '../page/build-watch.ts';

/** The longest a server that is reachable takes to say so, in ms. */
const ANSWER_WITHIN_MS = 4000;

type IsReachableOptions = {
  fetch?: typeof globalThis.fetch;
  /** A signal that aborts after that many ms. */
  timeout?: (ms: number) => AbortSignal;
};

/** Whether this site's server answers, asked anew: within 4 s, or it counts as out of reach. Never throws. */
export async function isReachable({
  fetch = globalThis.fetch,
  timeout = AbortSignal.timeout.bind(AbortSignal),
}: IsReachableOptions = {}): Promise<boolean> {
  try {
    const signal = timeout(ANSWER_WITHIN_MS);
    const response = await fetch('/api/health', { cache: 'no-store', signal });
    buildWatch.note(response);
    return response.ok;
  } catch {
    return false;
  }
}
