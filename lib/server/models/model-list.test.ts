import { describe, expect, it } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ListedModel } from '#lib/core/models/listed-model.ts';
import { createModelList } from './model-list.ts';

const MINUTE = 60_000;
const LIST: ListedModel[] = [{ id: 'a', isChat: true }];

/** A list on a clock that the test sets; each attempt ends when the test says so. */
function testList({ random = 0.5 } = {}) {
  let time = 0;
  const attempts: PromiseWithResolvers<ListedModel[]>[] = [];
  const list = createModelList({
    now: () => time,
    random: () => random,
    load: () => {
      const attempt = Promise.withResolvers<ListedModel[]>();
      attempts.push(attempt);
      return attempt.promise;
    },
  });
  const read = async () => {
    const snapshot = list.read();
    await Promise.resolve();
    return snapshot;
  };
  const end = async (result: ListedModel[] | StarlightError) => {
    const { resolve, reject } = attempts.at(-1) ?? Promise.withResolvers<ListedModel[]>();
    if (Array.isArray(result)) resolve(result);
    else reject(result);
    await list.settled();
  };
  const pass = (ms: number) => {
    time += ms;
  };
  return { list, read, end, pass, attempts };
}

describe('a list of models', () => {
  it('is not read before someone asks, and then once at a time', async () => {
    const { read, attempts, end, list } = testList();
    expect(attempts).toHaveLength(0);
    expect(await read()).toEqual({ models: null, failure: null });
    await read();
    expect(attempts).toHaveLength(1);
    expect(list.attemptStartedAt()).toBe(0);
    await end(LIST);
    expect((await read()).models).toEqual(LIST);
    expect(attempts).toHaveLength(1);
    expect(list.attemptStartedAt()).toBeNull();
  });

  it('is read again after ten minutes; until then the old one stands', async () => {
    const { read, attempts, end, pass } = testList();
    await read();
    await end(LIST);
    pass(10 * MINUTE - 1);
    await read();
    expect(attempts).toHaveLength(1);
    pass(1);
    expect((await read()).models).toEqual(LIST);
    expect(attempts).toHaveLength(2);
    await end([]);
    expect((await read()).models).toEqual([]);
  });

  it.each([
    [0, 9 * MINUTE],
    [1, 11 * MINUTE],
  ])('is read again within a tenth of that, at random: %d', async (random, dueMs) => {
    const { read, attempts, end, pass } = testList({ random });
    await read();
    await end(LIST);
    pass(dueMs - 1000);
    await read();
    expect(attempts).toHaveLength(1);
    pass(2000);
    await read();
    expect(attempts).toHaveLength(2);
  });

  it('survives a failed attempt, which is repeated ever more rarely', async () => {
    const { read, attempts, end, pass } = testList();
    await read();
    await end(LIST);
    pass(10 * MINUTE);
    for (const waitMs of [5, 10, 20, 40, 80, 160, 320, 600, 600].map((s) => s * 1000)) {
      await read();
      const tried = attempts.length;
      await end(new StarlightError('overloaded'));
      expect(await read()).toMatchObject({ models: LIST, failure: { kind: 'overloaded' } });
      pass(waitMs - 1);
      await read();
      expect(attempts).toHaveLength(tried);
      pass(1);
    }
    await read();
    await end(LIST);
    expect(await read()).toEqual({ models: LIST, failure: null });
  });

  it('is tried at least every fifteen seconds while there is none', async () => {
    const { read, attempts, end, pass } = testList();
    for (let tries = 1; tries <= 10; tries += 1) {
      await read();
      expect(attempts).toHaveLength(tries);
      await end(new StarlightError('dns_failure'));
      pass(15_000);
    }
  });

  it('reports anything else that is thrown as an internal failure', async () => {
    const list = createModelList({ load: () => Promise.reject(new Error('the key')) });
    list.read();
    await list.settled();
    expect(list.read()).toEqual({ models: null, failure: { kind: 'internal' } });
  });
});
