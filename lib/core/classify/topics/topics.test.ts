import { describe, expect, it } from 'vitest';
import { reportedFailures } from '#tests/fixtures/dialects/reported-failures.ts';
import openAiErrors from '#tests/fixtures/openai-errors.json' with { type: 'json' };
import { UPSTREAM_FAULTS } from '../../upstream-faults/upstream-faults.ts';
import { wordingOf } from '../decide-kind.ts';
import { readAnswerBody } from '../evidence/read-answer-body.ts';
import { readErrorShape } from '../evidence/read-error-shape.ts';
import { matchTopic } from './match-topic.ts';
import { TOPICS } from './topics.ts';

type Sample = { status: number; text: string };

const SAMPLES: readonly Sample[] = [
  ...reportedFailures(0).map(({ status, body, events = [] }) => ({
    status,
    text: body ?? events.at(-1)?.replace(/^[\s\S]*?data: ?/, '') ?? '',
  })),
  ...UPSTREAM_FAULTS.flatMap(({ wire }) =>
    wire.type === 'response' ? [{ status: wire.status, text: wire.body }] : [],
  ),
  ...openAiErrors.map(({ http_status, example_message }) => ({
    status: Number(http_status) || 400,
    text: example_message,
  })),
];

function topicOf({ status, text }: Sample): string | undefined {
  const { value } = readAnswerBody(text, null);
  return matchTopic(wordingOf(readErrorShape(value)), status, () => true)?.id;
}

describe('the topics', () => {
  it('each decide a failure that somebody reported', () => {
    const decided = new Set(SAMPLES.map(topicOf));
    expect(TOPICS.map(({ id }) => id).filter((id) => !decided.has(id))).toEqual([]);
  });

  it('have an id of their own, words, and a source', () => {
    expect(new Set(TOPICS.map(({ id }) => id)).size).toBe(TOPICS.length);
    for (const { id, all, source } of TOPICS) {
      expect(id).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(all.length).toBeGreaterThan(0);
      expect(source.length).toBeGreaterThan(10);
    }
  });

  it('keep no state between two failures', () => {
    const patterns = TOPICS.flatMap(({ all, none = [], noneAnywhere = [] }) => [
      ...all,
      ...none,
      ...noneAnywhere,
    ]);
    expect(patterns.filter(({ global, sticky }) => global || sticky)).toEqual([]);
  });

  it('are not found in plain talk', () => {
    const talk = [
      'hello there',
      'the weather is nice today and we went for a walk',
      'what is the capital of France',
      'short and stout',
    ];
    expect(talk.map((text) => topicOf({ status: 400, text }))).toEqual(talk.map(() => undefined));
  });
});
