/** The host of the upstream, whose address the tests decide. */
export const UPSTREAM_HOST = 'upstream.test';

/** What a test can tell the server under test to do. */
export type FaultCommand =
  /** Fails every look-up of `upstream.test` with this code; null finds it on loopback. */
  | { do: 'dns'; code: 'ENOTFOUND' | 'EAI_AGAIN' | null }
  /** Holds the event loop for so long. */
  | { do: 'block'; ms: number }
  /** Takes all of a CPU, turn by turn. */
  | { do: 'spin'; ms: number }
  /** Throws where nobody can catch it. */
  | { do: 'throw' }
  | { do: 'reject' }
  /** Throws in the next callback that hands a chunk to a stream. */
  | { do: 'throw-in-stream' }
  /** Starts to watch memory and event loop; `report` ends it. */
  | { do: 'watch' }
  | { do: 'report' };

/** What was seen between `watch` and `report`. Memory in bytes, before and after a collection. */
export type Watched = {
  rssBefore: number;
  rssPeak: number;
  rssAfter: number;
  lagP99Ms: number;
  lagMaxMs: number;
};
