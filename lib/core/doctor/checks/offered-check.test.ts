import { describe, expect, it } from 'vitest';
import { MODEL_SHUTDOWN } from '../../models/model-shutdown.ts';
import type { DoctorRun } from '../doctor-check.ts';
import { offeredCheck } from './offered-check.ts';

const SHUTDOWN = {
  variable: 'STARLIGHT_MODELS',
  reason: MODEL_SHUTDOWN,
  problem: 'It ends on 2027-01-14.',
  fix: 'Replace it.',
};

async function check(listed: readonly string[] | undefined, shutdowns: number) {
  // The check reads nothing else.
  const run = {
    facts: {
      upstream: { models: ['gpt-4o'] },
      problems: Array.from({ length: shutdowns }, () => SHUTDOWN),
    },
    memory: { listedModels: listed?.map((id) => ({ id, isChat: true })) },
  } as unknown as DoctorRun;
  return await offeredCheck.run(run);
}

describe('the check of the chosen models', () => {
  it('passes when all are available and none is shut down', async () => {
    expect(await check(['gpt-4o'], 0)).toMatchObject({ status: 'pass' });
  });

  it.each([[['gpt-4o']], [undefined]])(
    'warns about a shutdown when the list has %s',
    async (offered) => {
      expect(await check(offered, 1)).toEqual({
        status: 'warn',
        title: 'A chosen model has a shutdown date',
        detail: SHUTDOWN.problem,
        fix: SHUTDOWN.fix,
      });
      expect((await check(offered, 2)).title).toBe('2 chosen models have a shutdown date');
    },
  );

  it('adds the date to a model that is missing from the list', async () => {
    const finding = await check(['gpt-6.1-sol'], 1);
    expect(finding).toMatchObject({
      status: 'warn',
      title: "gpt-4o isn't available to this key",
      fix: 'STARLIGHT_MODELS=gpt-6.1-sol',
    });
    expect(finding.detail).toContain(SHUTDOWN.problem);
  });
});
