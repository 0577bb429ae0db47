import 'server-only';

/** What the simulated model says: the answer, and what it adds each time it is asked to go on. */
export type TopicReply = { text: string; more?: readonly string[] };
