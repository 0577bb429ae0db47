/** The host of the upstream, whose address the tests control. */
export const UPSTREAM_HOST = 'upstream.test';

/** The commands a test can send to the server under test. */
export type FaultCommand =
  /** Fails every lookup of `upstream.test` with this code; null resolves it to loopback. */
  | { do: 'dns'; code: 'ENOTFOUND' | 'EAI_AGAIN' | null }
  /** Blocks the event loop for this long. */
  | { do: 'block'; ms: number }
  /** Uses all of a CPU, one event loop turn after the other. */
  | { do: 'spin'; ms: number }
  /** Throws where nothing can catch it. */
  | { do: 'throw' }
  | { do: 'reject' }
  /** Throws in the next callback that passes a chunk to a stream. */
  | { do: 'throw-in-stream' }
  /** Starts to watch memory and event loop; `report` ends it. */
  | { do: 'watch' }
  | { do: 'report' };

/**
 * The measurements between `watch` and `report`. Memory in bytes, before and after a garbage
 * collection.
 */
export type Watched = {
  rssBefore: number;
  rssPeak: number;
  rssAfter: number;
  lagP99Ms: number;
  lagMaxMs: number;
};
