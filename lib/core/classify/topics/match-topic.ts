import type { Topic } from './topic.ts';
import { TOPICS } from './topics.ts';

/**
 * The first topic that the clauses are about; `null` if none.
 *
 * @param isOpen which topics may decide
 */
export function matchTopic(
  clauses: readonly string[],
  status: number | undefined,
  isOpen: (topic: Topic) => boolean,
): Topic | null {
  const clausesWith = findClauses(clauses);
  const isAbout = ({ all, none = [], noneAnywhere = [], when }: Topic): boolean => {
    if (when && !when(status)) return false;
    const [first, ...others] = all.map(clausesWith);
    if (!first || first.size === 0 || noneAnywhere.some((words) => clausesWith(words).size > 0)) {
      return false;
    }
    const excluded = none.map(clausesWith);
    return [...first].some(
      (at) => others.every((found) => found.has(at)) && !excluded.some((found) => found.has(at)),
    );
  };
  return TOPICS.find((topic) => isOpen(topic) && isAbout(topic)) ?? null;
}

/** Looks each set of words up once, as many topics share them; the result holds positions. */
function findClauses(clauses: readonly string[]): (words: RegExp) => ReadonlySet<number> {
  const found = new Map<RegExp, ReadonlySet<number>>();
  return (words) => {
    const known = found.get(words);
    if (known) return known;
    const positions = new Set(clauses.flatMap((clause, at) => (words.test(clause) ? [at] : [])));
    found.set(words, positions);
    return positions;
  };
}
