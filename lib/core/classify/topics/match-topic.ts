import type { Topic } from './topic.ts';
import { TOPICS } from './topics.ts';

/** The first topic that the clauses are about; `null` if none. */
export function matchTopic(
  clauses: readonly string[],
  status: number | undefined,
  isOpen: (topic: Topic) => boolean = () => true,
): Topic | null {
  return TOPICS.find((topic) => isOpen(topic) && isAbout(clauses, topic, status)) ?? null;
}

function isAbout(
  clauses: readonly string[],
  { all, none = [], noneAnywhere = [], when = () => true }: Topic,
  status: number | undefined,
): boolean {
  if (!when(status)) return false;
  if (noneAnywhere.some((words) => clauses.some((clause) => words.test(clause)))) return false;
  return clauses.some(
    (clause) =>
      all.every((words) => words.test(clause)) && !none.some((words) => words.test(clause)),
  );
}
