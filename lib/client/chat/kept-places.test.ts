import { expect, it } from 'vitest';
import { createLocalRecords } from '../storage/journal/local-records.ts';
import { newTemporaryId } from '../storage/temporary/temporary-chats.ts';
import { createKeptPlaces } from './kept-places.ts';

const NAME = 'starlight:places';
const place = (offset: number) => ({ messageId: `m${offset}`, offset });

it('keeps the place of each conversation until it is left at its end', () => {
  const records = createLocalRecords(() => undefined);
  createKeptPlaces(records).keep('a', place(1));
  createKeptPlaces(records).keep('b', place(2));
  createKeptPlaces(records).keep('a', place(-3.5));
  const places = createKeptPlaces(records);
  expect(places.get('a')).toEqual(place(-3.5));
  expect(places.get('b')).toEqual(place(2));
  expect(places.get('c')).toBeUndefined();
  places.keep('a', null);
  places.keep('b', null);
  expect(places.get('a')).toBeUndefined();
  expect(records.read(NAME)).toBeNull();
});

it('forgets the places that were left first', () => {
  const places = createKeptPlaces(createLocalRecords(() => undefined));
  for (let at = 0; at < 60; at += 1) places.keep(`c${at}`, place(at));
  expect(places.get('c9')).toBeUndefined();
  expect(places.get('c10')).toEqual(place(10));
  expect(places.get('c59')).toEqual(place(59));
});

it.each(['', '{}', 'null', '[1, null, {"id": "a"}]', '[{"id":"a","messageId":"m","offset":"1"}]'])(
  'has no place where another program has written %s',
  (text) => {
    const records = createLocalRecords(() => undefined);
    records.write(NAME, text);
    expect(createKeptPlaces(records).get('a')).toBeUndefined();
  },
);

it('keeps nothing of a temporary chat', () => {
  const records = createLocalRecords(() => undefined);
  createKeptPlaces(records).keep(newTemporaryId(), place(1));
  expect(records.read(NAME)).toBeNull();
});
