import { expect, it } from 'vitest';
import { createBuildWatch } from './build-watch.ts';

const responseFrom = (build: string | null) =>
  new Response(null, build === null ? {} : { headers: { 'x-starlight-build': build } });

it('ignores responses from its own build and from proxies without a build header', () => {
  const watch = createBuildWatch();
  for (const build of ['mine', null, '', 'mine']) watch.note(responseFrom(build));
  expect(watch.hasSeenOtherBuild('mine')).toBe(false);
});

it('remembers another build even when an old server answers after the new one', () => {
  const watch = createBuildWatch();
  for (const build of ['mine', 'newer', 'mine']) watch.note(responseFrom(build));
  expect(watch.hasSeenOtherBuild('mine')).toBe(true);
});

it('notifies listeners once per change', () => {
  const watch = createBuildWatch();
  let calls = 0;
  const stop = watch.subscribe(() => {
    calls += 1;
  });
  for (const build of ['mine', 'mine', 'newer']) watch.note(responseFrom(build));
  expect(calls).toBe(2);
  watch.noteMissingPart();
  expect(calls).toBe(3);
  expect(watch.isPartMissing()).toBe(true);
  stop();
  watch.note(responseFrom('newest'));
  expect(calls).toBe(3);
});
