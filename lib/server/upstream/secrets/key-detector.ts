import 'server-only';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { secretPartOf } from './secret-part-of.ts';

const FRAGMENT_LENGTH = 4;

/** Whether a text contains four consecutive characters of the key, not counting its public prefix. */
export type KeyDetector = (text: string) => boolean;

/** Creates a detector for one key; it finds nothing if the key is not secret. */
export function createKeyDetector(apiKey: string): KeyDetector {
  const secret = secretPartOf(apiKey);
  if (secret === null) return () => false;
  const fragments = new Set(fragmentsOf(secret));
  return (text) => fragmentsOf(text).some((fragment) => fragments.has(fragment));
}

/**
 * Drops every value from a failure that contains part of the key. The classifier lets values of narrow
 * patterns through, and an upstream that echoes its request can put the key where a name belongs.
 */
export function withoutKey(failure: Failure, holdsKey: KeyDetector): Failure {
  const isClean = (value: unknown) => typeof value !== 'string' || !holdsKey(value);
  const { upstreamRequestId, details, ...rest } = failure;
  const kept = Object.entries(details ?? {}).filter(([, value]) => isClean(value));
  return {
    ...rest,
    ...(upstreamRequestId !== undefined && isClean(upstreamRequestId) && { upstreamRequestId }),
    ...(kept.length > 0 && { details: Object.fromEntries(kept) }),
  };
}

function fragmentsOf(text: string): string[] {
  const count = Math.max(0, text.length - FRAGMENT_LENGTH + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + FRAGMENT_LENGTH));
}
