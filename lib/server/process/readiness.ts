import 'server-only';
import type { Config } from '../config/config.ts';
import { perProcess, registry } from '../registry.ts';

/** Why a process should get no requests now: one word of ours each. */
type NotReady = 'not_configured' | 'stopping' | `${string}_unavailable`;

/** `ready` if there is no reason against it. */
type Readiness = { ready: boolean; reasons: NotReady[] };

/** Resolves with whether something that chat needs works; must not throw, and is given up after a second. */
type ReadinessCheck = () => Promise<boolean>;

const CHECK_MS = 1000;

/**
 * Adds something that every reply needs, such as a store. A later check with the same name replaces it.
 *
 * @param name reported as `<name>_unavailable`
 */
export function addReadinessCheck(name: string, check: ReadinessCheck): void {
  checks().set(name, check);
}

/**
 * Whether this process may serve: its configuration is sound, it is not stopping, and what it needs works. A
 * site that is closed on purpose serves its page, and the demo needs no key. Asks no upstream: whether that
 * works is no reason to take this process away.
 */
export async function readReadiness(
  { mode }: Pick<Config, 'mode'>,
  checkMs: number = CHECK_MS,
): Promise<Readiness> {
  const reasons: NotReady[] = [];
  if (mode === 'not_configured' || mode === 'unprotected') reasons.push('not_configured');
  if (registry().shutdown.draining) reasons.push('stopping');
  const unavailable = await Promise.all(
    Array.from(checks(), async ([name, check]) =>
      (await passes(check, checkMs)) ? [] : [`${name}_unavailable` as const],
    ),
  );
  reasons.push(...unavailable.flat());
  return { ready: reasons.length === 0, reasons };
}

async function passes(check: ReadinessCheck, checkMs: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(late.resolve, checkMs, false);
  try {
    return await Promise.race([check(), late.promise]);
  } catch {
    // Fails closed.
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function checks(): Map<string, ReadinessCheck> {
  return perProcess('readiness checks', () => new Map<string, ReadinessCheck>());
}
