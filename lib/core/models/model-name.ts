/** What the IDs of one maker's models share before the last slash, with it; empty if there is none. */
export function modelPrefixOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/') + 1);
}

/** An ID without the prefix of its group. */
export function shortModelName(id: string): string {
  return id.slice(modelPrefixOf(id).length);
}
