import 'server-only';
import { StoreUnavailableError } from '../store-failure.ts';

/** The items of a script's answer. @throws `StoreUnavailableError` for anything else than a list */
export function readList(answer: unknown): readonly unknown[] {
  if (!Array.isArray(answer)) throw new StoreUnavailableError('failed');
  return answer;
}

/** One number of a script's answer. @throws `StoreUnavailableError` for anything else */
export function readNumber(item: unknown): number {
  const value = typeof item === 'string' ? Number(item) : item;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new StoreUnavailableError('failed');
  return value;
}
