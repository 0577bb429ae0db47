/** A duration in whole seconds, as a person would say it: `12 s`, `1 min 5 s`, `2 min`. */
export function formatWholeSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
