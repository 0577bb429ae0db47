/**
 * One spelling for `model_not_found`, `ModelNotFound` and `MODEL-NOT-FOUND`: dialects write the
 * same code in every case.
 */
export function foldName(name: string): string {
  return name
    .slice(0, 80)
    .replace(/[\s_-]/g, '')
    .toLowerCase();
}
