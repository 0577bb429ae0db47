// gpt-4o-2024-08-06 and claude-opus-4-5-20251101.
const SNAPSHOT_DATE = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/;

/** A model's name without the date of a snapshot. */
export function withoutSnapshotDate(model: string): string {
  return model.replace(SNAPSHOT_DATE, '');
}
