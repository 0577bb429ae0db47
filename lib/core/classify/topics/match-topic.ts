import type { Topic } from './topic.ts';
import { TOPICS } from './topics.ts';

/** What an error says, in clauses. */
export type Wording = {
  /** Its codes and types. */
  names: readonly string[];
  /** Its messages, in order. */
  message: readonly string[];
};

/** Parts of a server, whose failure is not the account's, the key's or the request's. */
const OWN_PARTS =
  /\b(?:redis|database|db|pool|workers?|certificate|ssl|tls|sockets?|disk|exception in|tokenizer|backend is|auth backend|secrets?)\b/;

const SPECIFIC = TOPICS.filter(({ isGeneral }) => !isGeneral);
const SERVERS_OWN = TOPICS.filter(({ id }) => id.startsWith('server.'));
const GENERAL = TOPICS.filter((topic) => topic.isGeneral && !SERVERS_OWN.includes(topic));

/**
 * What an error is about; `null` if nothing that is known. Its names and first clause decide if they
 * can, because servers say what failed before they explain and advise; then each further clause. Of
 * several topics, the first in the list counts.
 *
 * @param isOpen which topics may decide
 */
export function matchTopic(
  { names, message }: Wording,
  status: number | undefined,
  isOpen: (topic: Topic) => boolean,
): Topic | null {
  const all = [...names, ...message];
  const isPossible = (topic: Topic) =>
    isOpen(topic) &&
    (topic.when?.(status) ?? true) &&
    !topic.noneAnywhere?.some((words) => all.some((clause) => words.test(clause)));
  const isServers = status !== undefined && status >= 500;
  const told = (clauses: readonly string[]) =>
    isServers ? clauses.filter((clause) => !OWN_PARTS.test(clause)) : clauses;
  const find = (topics: readonly Topic[], clauses: readonly string[]) =>
    topics.find((topic) => clauses.some((clause) => isAbout(topic, clause)) && isPossible(topic));
  const [first = [], ...others] = message.map((clause) => [clause]);
  for (const clauses of [[...names, ...first], ...others]) {
    const topic = find(SPECIFIC, told(clauses));
    if (topic) return topic;
  }
  return find(GENERAL, told(all)) ?? find(SERVERS_OWN, all) ?? null;
}

function isAbout({ all, none = [] }: Topic, clause: string): boolean {
  return all.every((words) => words.test(clause)) && !none.some((words) => words.test(clause));
}
