import { formatNumber } from './reader-format.ts';

/** A duration in whole seconds, as a person would say it: `12 s`, `1 min 5 s`, `2 min`. */
export function formatWholeSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [
    ...(minutes === 0 ? [] : [`${formatNumber(minutes)} min`]),
    ...(rest === 0 && minutes > 0 ? [] : [`${formatNumber(rest)} s`]),
  ];
  return parts.join(' ');
}
