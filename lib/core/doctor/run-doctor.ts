import { adviceInDevelopment } from '../catalogue/messages/advice-in-development.ts';
import { DOCTOR_CHECKS } from './check-list.ts';
import type { DoctorCheck, DoctorMemory, Finding } from './doctor-check.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import {
  CHECKS_BEFORE_THE_WIRE,
  type CheckId,
  type CheckResult,
  type DoctorEvent,
  type DoctorScope,
} from './report/doctor-report.ts';
import { hideSecrets } from './report/hide-secrets.ts';
import { toReport } from './report/verdict.ts';

type RunOptions = {
  /** Ends the run; a check that has not finished by then counts as failed. */
  signal: AbortSignal;
  /** All checks by default. */
  scope?: DoctorScope | undefined;
  /** A clock in milliseconds. */
  now?: () => number;
};

/**
 * Runs the checks in order, each only if the checks it needs did not fail, and summarizes them. The last
 * event is the report. Never throws: a check that throws counts as failed, without its message.
 */
export async function* runDoctor(
  facts: DoctorFacts,
  { signal, scope = {}, now = () => performance.now() }: RunOptions,
): AsyncGenerator<DoctorEvent, void> {
  const checks = checksOf(scope);
  yield { type: 'plan', checks: checks.map(({ id, label }) => ({ id, label })) };
  const results = new Map<CheckId, CheckResult>();
  const blockedBy = new Map<CheckId, CheckId>();
  // Checks after the deadline are skipped, not failed.
  let outOfTimeAt: CheckId | undefined;
  const memory: DoctorMemory = { failures: new Map() };
  for (const check of checks) {
    yield { type: 'start', id: check.id };
    const startedAt = now();
    const blocker =
      outOfTimeAt ?? check.needs.map((id) => blockedBy.get(id)).find((id) => id !== undefined);
    const finding = blocker
      ? skippedBecauseOf(blocker, check)
      : await findingOf(check, { facts, signal, results, memory });
    const elapsedMs = Math.max(0, Math.round(now() - startedAt));
    const result = toResult(check.id, finding, blocker ? undefined : elapsedMs, facts);
    results.set(check.id, result);
    if (signal.aborted && !blocker) outOfTimeAt = check.id;
    if (blocker) blockedBy.set(check.id, blocker);
    else if (finding.status === 'fail' || finding.blocks) blockedBy.set(check.id, check.id);
    yield { type: 'check', check: result };
  }
  yield { type: 'report', report: toReport([...results.values()]) };
}

async function findingOf(
  check: DoctorCheck,
  run: Parameters<DoctorCheck['run']>[0],
): Promise<Finding> {
  if (run.signal.aborted) return outOfTime(check);
  try {
    return await check.run(run);
  } catch {
    // Node's error for a bad header contains the entire key, so no error text is kept.
    return run.signal.aborted
      ? outOfTime(check)
      : {
          status: 'fail',
          title: `${check.label}: this check failed unexpectedly`,
          fix: 'Run the doctor again.',
        };
  }
}

function outOfTime({ label }: DoctorCheck): Finding {
  return {
    status: 'fail',
    title: `${label}: no response before the doctor's time ran out`,
    fix: 'Run the doctor again. If it happens again, a firewall may be dropping the connection.',
  };
}

function skippedBecauseOf(blocker: CheckId, { label }: DoctorCheck): Finding {
  const reason = DOCTOR_CHECKS.find(({ id }) => id === blocker)?.label ?? blocker;
  return { status: 'skip', title: label, detail: `Skipped because “${reason}” didn't pass.` };
}

function toResult(
  id: CheckId,
  { status, title, detail, fix, link }: Finding,
  ms: number | undefined,
  facts: DoctorFacts,
): CheckResult {
  const clean = (text: string) => hideSecrets(text, facts.env);
  // In the terminal, the doctor doesn't know how the server was started.
  const readsAgain = facts.development && facts.place === 'server';
  const inMode = (text: string) => (readsAgain ? adviceInDevelopment(text) : text);
  return {
    id,
    status,
    title: clean(title),
    ...(detail !== undefined && { detail: clean(detail) }),
    ...(fix !== undefined && { fix: clean(inMode(fix)) }),
    ...(link !== undefined && { link }),
    ...(ms !== undefined && { ms }),
  };
}

function checksOf(scope: DoctorScope): readonly DoctorCheck[] {
  if ('check' in scope) return withDependencies(scope.check);
  if (!('before' in scope)) return DOCTOR_CHECKS;
  return DOCTOR_CHECKS.filter(({ id }) => CHECKS_BEFORE_THE_WIRE.includes(id));
}

function withDependencies(only: CheckId): DoctorCheck[] {
  const wanted = new Set<CheckId>();
  const add = (id: CheckId) => {
    wanted.add(id);
    const check = DOCTOR_CHECKS.find((known) => known.id === id);
    for (const earlier of [...(check?.needs ?? []), ...(check?.uses ?? [])]) add(earlier);
  };
  add(only);
  return DOCTOR_CHECKS.filter(({ id }) => wanted.has(id));
}
