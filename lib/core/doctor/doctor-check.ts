import type { Failure } from '../errors/starlight-error.ts';
import type { ListedModel } from '../models/listed-model.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';
import type { CheckId, CheckResult, CheckStatus } from './report/doctor-report.ts';

/** The result of a check. `blocks`: checks that need it are skipped, although it did not fail. */
export type Finding = {
  status: CheckStatus;
  title: string;
  detail?: string | undefined;
  fix?: string | undefined;
  link?: string | undefined;
  blocks?: boolean | undefined;
};

/** What later checks use from earlier ones. */
export type DoctorMemory = {
  /** The last response with useful headers. */
  answer?: WireAnswer | undefined;
  /** The models available to the key. */
  listedModels?: readonly ListedModel[] | undefined;
  /** Why a network check did not pass, by its ID. */
  failures: Map<CheckId, Failure>;
  /** A file whose key is overridden by the one in use, if any. */
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
  /** The name shown while it runs, and when it is skipped. */
  label: string;
  /** If one of these fails or is skipped, this one is skipped. */
  needs: readonly CheckId[];
  /** Further checks it uses: they run before it, whatever their result. */
  uses?: readonly CheckId[];
  run: (run: DoctorRun) => Finding | Promise<Finding>;
};

type FindingText = Omit<Finding, 'status' | 'title'>;

export function pass(title: string, text: FindingText = {}): Finding {
  return { status: 'pass', title, ...text };
}

export function warn(title: string, text: FindingText = {}): Finding {
  return { status: 'warn', title, ...text };
}

export function fail(title: string, text: FindingText = {}): Finding {
  return { status: 'fail', title, ...text };
}

/** Not applicable here; it does not block later checks. */
export function skip(title: string, text: FindingText = {}): Finding {
  return { status: 'skip', title, ...text };
}
