const PAGE = 8;

/**
 * The option that becomes active when a key is pressed in a combobox; null if the key does not move it.
 * At either end, the arrows go on at the other.
 */
export function stepActive(key: string, ids: readonly string[], active: string): string | null {
  const at = ids.indexOf(active);
  const last = ids.length - 1;
  switch (key) {
    case 'ArrowDown':
      return ids[at === last ? 0 : at + 1] ?? null;
    case 'ArrowUp':
      return ids[at <= 0 ? last : at - 1] ?? null;
    case 'PageDown':
      return ids[Math.min(at + PAGE, last)] ?? null;
    case 'PageUp':
      return ids[Math.max(at - PAGE, 0)] ?? null;
    default:
      return null;
  }
}
