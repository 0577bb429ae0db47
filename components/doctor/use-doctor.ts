'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { requestDoctor } from '#lib/client/doctor/request-doctor.ts';
import type {
  CheckId,
  CheckResult,
  DoctorEvent,
  DoctorReport,
  DoctorScope,
  PlannedCheck,
} from '#lib/core/doctor/report/doctor-report.ts';
import { toReport } from '#lib/core/doctor/report/verdict.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

type DoctorState = {
  /** In the order they run. */
  planned: readonly PlannedCheck[];
  results: ReadonlyMap<CheckId, CheckResult>;
  /** The check running now. */
  current: CheckId | null;
  running: boolean;
  /** Null until all checks have run once. */
  report: DoctorReport | null;
  /** Why the request to the server failed. */
  failure: StarlightError | null;
};

const IDLE: DoctorState = {
  planned: [],
  results: new Map(),
  current: null,
  running: false,
  report: null,
  failure: null,
};

const EVERYTHING: DoctorScope = {};

/**
 * Runs the doctor when the page opens and on request: all of `scope`, or one check.
 *
 * @param scope must be the same object on every render
 */
export function useDoctor(
  scope: DoctorScope = EVERYTHING,
): DoctorState & { run: (only?: CheckId) => void } {
  const [state, setState] = useState(IDLE);
  const stop = useRef<AbortController | null>(null);

  const run = useCallback(
    (only?: CheckId) => {
      stop.current?.abort();
      const controller = new AbortController();
      stop.current = controller;
      const isPartial = only !== undefined;
      setState((state) => ({ ...(isPartial ? state : IDLE), running: true, failure: null }));
      void follow(isPartial ? { check: only } : scope, controller.signal, setState);
    },
    [scope],
  );

  useEffect(() => {
    run();
    return () => stop.current?.abort();
  }, [run]);

  return { ...state, run };
}

async function follow(
  scope: DoctorScope,
  signal: AbortSignal,
  setState: (change: (state: DoctorState) => DoctorState) => void,
): Promise<void> {
  try {
    for await (const event of requestDoctor(scope, signal)) {
      if (signal.aborted) return;
      setState((state) => withEvent(state, event, 'check' in scope));
    }
  } catch (error) {
    if (signal.aborted) return;
    const failure =
      error instanceof StarlightError ? error : new StarlightError('starlight_unreachable');
    setState((state) => ({ ...state, running: false, current: null, failure }));
  }
}

function withEvent(state: DoctorState, event: DoctorEvent, isPartial: boolean): DoctorState {
  switch (event.type) {
    case 'plan':
      return isPartial ? state : { ...state, planned: event.checks };
    case 'start':
      return { ...state, current: event.id };
    case 'check':
      return { ...state, results: new Map(state.results).set(event.check.id, event.check) };
    case 'report': {
      const checks = state.planned.flatMap(({ id }) => state.results.get(id) ?? []);
      return { ...state, running: false, current: null, report: toReport(checks) };
    }
  }
}
