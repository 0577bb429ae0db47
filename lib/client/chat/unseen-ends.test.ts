import { expect, it } from 'vitest';
import { createLocalRecords } from '../storage/journal/local-records.ts';
import { newTemporaryId } from '../storage/temporary/temporary-chats.ts';
import { noteUnseenEnd, readUnseenEnds } from './unseen-ends.ts';

const newRecords = () => createLocalRecords(() => undefined);

it('are read back, in every tab, until they are seen', () => {
  const records = newRecords();
  noteUnseenEnd('a', 'done', records);
  noteUnseenEnd('__proto__', 'failed', records);
  noteUnseenEnd('a', 'failed', records);
  expect([...readUnseenEnds(records)]).toEqual([
    ['__proto__', 'failed'],
    ['a', 'failed'],
  ]);
  noteUnseenEnd('a', null, records);
  noteUnseenEnd('__proto__', null, records);
  expect(records.names('')).toEqual([]);
});

it('are bounded, the last ones being kept', () => {
  const records = newRecords();
  for (let at = 0; at < 300; at += 1) noteUnseenEnd(`c${at}`, 'done', records);
  expect([...readUnseenEnds(records).keys()]).toEqual(
    Array.from({ length: 100 }, (_, at) => `c${at + 200}`),
  );
});

it('are none of a temporary chat', () => {
  const records = newRecords();
  noteUnseenEnd(newTemporaryId(), 'done', records);
  expect(records.names('')).toEqual([]);
});

it.each(['', 'no JSON', '7', '[]', 'null', '{"a":"other","b":{}}'])('are none in %j', (text) => {
  const records = newRecords();
  records.write('starlight:unseen-ends', text);
  expect(readUnseenEnds(records).size).toBe(0);
});
