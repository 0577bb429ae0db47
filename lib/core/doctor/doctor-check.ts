import type { Failure } from '../errors/starlight-error.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';
import type { CheckId, CheckResult, CheckStatus } from './report/doctor-report.ts';

/** What a check says. `blocks`: those that need it have nothing to look at, although it did not fail. */
export type Finding = {
  status: CheckStatus;
  title: string;
  detail?: string | undefined;
  fix?: string | undefined;
  link?: string | undefined;
  blocks?: boolean | undefined;
};

/** What later checks use of earlier ones. */
export type DoctorMemory = {
  /** Headers of the last answer that carried them. */
  answer?: WireAnswer | undefined;
  /** Ids of the models that are offered to the key. */
  offeredModels?: readonly string[] | undefined;
  /** Why a check on the wire did not pass, by its id. */
  failures: Map<CheckId, Failure>;
  /** A file whose key the one in use hides, or null. */
  hiddenKeyIn?: string | undefined;
};

export type DoctorRun = {
  facts: DoctorFacts;
  signal: AbortSignal;
  results: ReadonlyMap<CheckId, CheckResult>;
  memory: DoctorMemory;
};

export type DoctorCheck = {
  id: CheckId;
  /** What it is called while it runs, and when it is skipped. */
  label: string;
  /** Where one of these fails or is skipped, this one is skipped. */
  needs: readonly CheckId[];
  /** What it rests on besides: run before it, whatever comes of them. */
  uses?: readonly CheckId[];
  run: (run: DoctorRun) => Finding | Promise<Finding>;
};

type Words = Omit<Finding, 'status' | 'title'>;

export function pass(title: string, words: Words = {}): Finding {
  return { status: 'pass', title, ...words };
}

export function warn(title: string, words: Words = {}): Finding {
  return { status: 'warn', title, ...words };
}

export function fail(title: string, words: Words = {}): Finding {
  return { status: 'fail', title, ...words };
}

/** Not applicable here; nothing that follows is held up by it. */
export function skip(title: string, words: Words = {}): Finding {
  return { status: 'skip', title, ...words };
}
