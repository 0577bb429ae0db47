'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { requestArrivals } from '#lib/client/doctor/request-arrivals.ts';
import {
  type ArrivalReport,
  type ListenEvent,
  MAX_ARRIVALS,
} from '#lib/core/doctor/arrival/arrival-report.ts';

type ShownArrival = { id: number; atMs: number; arrival: ArrivalReport };

type ArrivalsState = {
  /** Where other programs are pointed; null before there is one. */
  url: string | null;
  /** The address does not answer any more, or could not be opened. */
  ended: boolean;
  /** The newest first, at most twenty. */
  arrivals: readonly ShownArrival[];
};

const OPENING: ArrivalsState = { url: null, ended: false, arrivals: [] };

/** Listens for other programs for as long as the component is there. */
export function useArrivals(): ArrivalsState & { openAgain: () => void; clear: () => void } {
  const [state, setState] = useState(OPENING);
  const stop = useRef<AbortController | null>(null);

  const openAgain = useCallback(() => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    setState(({ arrivals }) => ({ ...OPENING, arrivals }));
    void follow(own.signal, setState);
  }, []);

  useEffect(() => {
    openAgain();
    return () => stop.current?.abort();
  }, [openAgain]);

  return { ...state, openAgain, clear: () => setState((state) => ({ ...state, arrivals: [] })) };
}

async function follow(
  signal: AbortSignal,
  setState: (change: (state: ArrivalsState) => ArrivalsState) => void,
): Promise<void> {
  try {
    for await (const event of requestArrivals(signal)) {
      if (signal.aborted) return;
      setState((state) => withEvent(state, event));
    }
  } catch {
    // Whatever ended it, the person can only open a new one.
    if (signal.aborted) return;
  }
  setState((state) => ({ ...state, ended: true }));
}

function withEvent(state: ArrivalsState, event: ListenEvent): ArrivalsState {
  if (event.type === 'listening') return { ...state, url: event.url };
  const id = (state.arrivals[0]?.id ?? 0) + 1;
  const { atMs, arrival } = event;
  return { ...state, arrivals: [{ id, atMs, arrival }, ...state.arrivals].slice(0, MAX_ARRIVALS) };
}
