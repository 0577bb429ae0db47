import { formatCount } from '../text/format-amount.ts';
import type { NotKept } from './response-log.ts';

/** "1,204 requests to unknown paths were counted but not kept"; null when everything was kept. */
export function notKeptMessage({ unknownPaths, refusals }: NotKept): string | null {
  const parts = [
    countOf(unknownPaths, 'request to an unknown path', 'requests to unknown paths'),
    countOf(refusals, 'older refusal', 'older refusals'),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const verb = unknownPaths + refusals === 1 ? 'was' : 'were';
  return `${parts.join(' and ')} ${verb} counted but not kept`;
}

function countOf(count: number, one: string, many: string): string | null {
  if (count === 0) return null;
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
