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
  /** The URL for other programs; null until it is open. */
  url: string | null;
  /** Whether the URL has closed or could not be opened. */
  ended: boolean;
  /** Newest first, at most twenty. */
  arrivals: readonly ShownArrival[];
};

const OPENING: ArrivalsState = { url: null, ended: false, arrivals: [] };

/** Listens for other programs while the component is mounted. */
export function useArrivals(): ArrivalsState & { openAgain: () => void; clear: () => void } {
  const [state, setState] = useState(OPENING);
  const stop = useRef<AbortController | null>(null);

  const openAgain = useCallback(() => {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    setState(({ arrivals }) => ({ ...OPENING, arrivals }));
    void follow(controller.signal, setState);
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
    // Whatever the cause, the only option is to open a new one.
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
