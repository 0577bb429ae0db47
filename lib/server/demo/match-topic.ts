import 'server-only';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/error-kinds.ts';
import { isCluePresent } from './clue-pattern.ts';
import { type Clue, KIND_CLUES, SUBJECT_CLUES } from './clues.ts';
import { type ExplainedStatus, STATUS_SENSE } from './replies/error-replies.ts';
import type { Topic } from './topic.ts';

const LONGEST_READ = 2000;
const THRESHOLD = 3;
const KIND_NAME_WEIGHT = 12;
const KIND_CLUE_WEIGHT = 6;

const ERROR_WORDS =
  /\b(errors?|status|codes?|http|means?|meaning|gets?|got|getting|returns?|returned|response|responds?|fail\w{0,10}|explain|why|fix|solve|about|what('s| is| does)|and)\b/;

/** Finds what a question is about by the words in it; null when nothing stands out. The same question always gives the same. */
export function matchTopic(question: string): Topic | null {
  const text = question
    .slice(0, LONGEST_READ)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ');
  let best: { topic: Topic | null; score: number } = { topic: null, score: THRESHOLD - 1 };
  for (const { topic, score } of scoresFor(text)) {
    if (score > best.score) best = { topic, score };
  }
  return best.topic;
}

function* scoresFor(text: string): Generator<{ topic: Topic; score: number }> {
  for (const kind of kindsNamedIn(text)) {
    yield { topic: { type: 'kind', kind }, score: KIND_NAME_WEIGHT };
  }
  for (const [subject, clues] of SUBJECT_CLUES) {
    yield { topic: { type: 'subject', subject }, score: sumOf(clues, text) };
  }
  for (const [kind, pattern] of KIND_CLUES) {
    if (pattern.test(text)) yield { topic: { type: 'kind', kind }, score: KIND_CLUE_WEIGHT };
  }
  for (const status of statusesIn(text)) {
    yield { topic: { type: 'status', status }, score: weightOfStatus(text) };
  }
}

function sumOf(clues: readonly Clue[], text: string): number {
  return clues.reduce(
    (sum, [pattern, weight]) => (isCluePresent(pattern, text) ? sum + weight : sum),
    0,
  );
}

/** Names as we write them. Names of one word are words of every day, and count between backticks only. */
function kindsNamedIn(text: string): ErrorKind[] {
  const quoted = [...text.matchAll(/`([a-z_]+)`/g)].map((match) => match[1] ?? '');
  const underscored = text.match(/\b[a-z]+(_[a-z]+)+\b/g) ?? [];
  return [...[...quoted, ...underscored].filter(isErrorKind), ...spelledOutIn(text)];
}

function spelledOutIn(text: string): ErrorKind[] {
  return Object.keys(ERROR_KINDS)
    .filter(isErrorKind)
    .filter((kind) => kind.includes('_') && text.includes(kind.replaceAll('_', ' ')))
    .sort((a, b) => b.length - a.length);
}

function statusesIn(text: string): ExplainedStatus[] {
  return (text.match(/\b[45]\d\d\b/g) ?? []).map(Number).filter(isExplained);
}

function isExplained(status: number): status is ExplainedStatus {
  return Object.hasOwn(STATUS_SENSE, status);
}

function weightOfStatus(text: string): number {
  if (/^(?:http|error|status|code|\W)*[45]\d\d\W*$/.test(text)) return 7;
  return ERROR_WORDS.test(text) ? 5 : 2;
}
