import { formatNumber } from './reader-format.ts';

/** Formats a wait in milliseconds, rounded up to seconds: `0:08`, `7:12`, `2:05:00`. */
export function formatWait(ms: number): string {
  const total = Math.ceil(ms / 1000);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const parts = [...(hours > 0 ? [hours] : []), minutes, total % 60];
  return parts
    .map((part, at) => formatNumber(part, { minimumIntegerDigits: at === 0 ? 1 : 2 }))
    .join(':');
}
