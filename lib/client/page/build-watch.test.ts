import { expect, it } from 'vitest';
import { createBuildWatch } from './build-watch.ts';

const answerOf = (build: string | null) =>
  new Response(null, build === null ? {} : { headers: { 'x-starlight-build': build } });

it('takes answers of its own build, and of proxies that name none, for nothing new', () => {
  const watch = createBuildWatch();
  for (const build of ['mine', null, '', 'mine']) watch.note(answerOf(build));
  expect(watch.sawOtherThan('mine')).toBe(false);
});

it('remembers another build, also when an old server answers after the new one', () => {
  const watch = createBuildWatch();
  for (const build of ['mine', 'newer', 'mine']) watch.note(answerOf(build));
  expect(watch.sawOtherThan('mine')).toBe(true);
});

it('tells those who listen, once for each thing that is new', () => {
  const watch = createBuildWatch();
  let told = 0;
  const stop = watch.subscribe(() => {
    told += 1;
  });
  for (const build of ['mine', 'mine', 'newer']) watch.note(answerOf(build));
  expect(told).toBe(2);
  watch.noteMissingPart();
  expect(told).toBe(3);
  expect(watch.isPartMissing()).toBe(true);
  stop();
  watch.note(answerOf('newest'));
  expect(told).toBe(3);
});
