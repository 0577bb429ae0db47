import type { Page } from '@playwright/test';
import type { ApiDialect } from '#lib/core/models/choose-dialect.ts';
import { test as base } from '../browser/starlight-page.ts';
import { assertInvariants, type InvariantOptions } from './support/invariants.ts';
import { type MatrixSite, type SiteSettings, startMatrixSite } from './support/matrix-site.ts';
import { Stage } from './support/stage.ts';

/** One line of the fault matrix. */
type FaultRow = InvariantOptions & {
  /** The matrix's row, followed by a letter if it lists several faults: `U5b`. */
  id: string;
  /** The outcome as a sentence: the test's name. */
  title: string;
  inject: string;
  expect: string;
  /** The figure to reach, in the matrix's words. */
  figure?: string;
  /** Whether it belongs to the selection that `npm test` runs. */
  quick?: boolean;
  /**
   * Whether other work on the machine would change its measurements, so that it runs alone, after
   * all others.
   */
  alone?: boolean;
  /** Milliseconds, if a row takes longer than others may. */
  timeoutMs?: number;
  /** What the row waits for before it can pass. */
  waitsFor?: string;
};

type WorkerFixtures = {
  settings: SiteSettings;
  /** The API in which the site asks its upstream; a project of its own runs the other one. */
  dialect: ApiDialect;
  site: MatrixSite;
};

/** The fixtures of a row: one site per file, with the settings the file requests. */
export const test = base.extend<{ stage: Stage }, WorkerFixtures>({
  settings: [{}, { option: true, scope: 'worker' }],
  dialect: ['chat', { option: true, scope: 'worker' }],
  site: [
    async ({ settings, dialect }, use) => {
      const site = await startMatrixSite(settings, dialect);
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  stage: async ({ page, site }, use, info) => {
    await use(new Stage(page, site, info));
    await leave(page);
  },
});

/**
 * A row of the matrix as a test: causes the fault, then asserts every invariant, so that no row can
 * forget one. Its measurements go into the report, from which docs/reliability.md is written.
 */
export function row(spec: FaultRow, run: (stage: Stage) => Promise<void>): void {
  const details = {
    tag: [...(spec.quick ? ['@quick'] : []), ...(spec.alone ? ['@alone'] : [])],
    annotation: { type: 'fault-row', description: JSON.stringify(spec) },
  };
  const declare = spec.waitsFor === undefined ? test : test.fixme;
  declare(`${spec.id} ${spec.title}`, details, async ({ stage }) => {
    const { info, figures } = stage;
    if (spec.timeoutMs !== undefined) info.setTimeout(spec.timeoutMs);
    try {
      await run(stage);
      await assertInvariants(stage, spec);
    } finally {
      info.annotations.push({ type: 'figures', description: JSON.stringify(figures) });
      info.annotations.push({ type: 'dialect', description: JSON.stringify(stage.wire.dialect) });
    }
  });
}

/** A page that is still streaming would see its server disappear. */
async function leave(page: Page): Promise<void> {
  await page.close();
}
