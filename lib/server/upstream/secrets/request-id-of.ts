import 'server-only';
import type { KeyDetector } from './key-detector.ts';

/** The ID that an upstream gave its response; undefined if it has another form, or part of the key. */
export function requestIdOf({ headers }: Response, holdsKey: KeyDetector): string | undefined {
  const id = headers.get('x-request-id') ?? '';
  return /^[A-Za-z0-9_-]{1,64}$/.test(id) && !holdsKey(id) ? id : undefined;
}
