import type { Page } from '@playwright/test';
import { test as base } from '../browser/starlight-page.ts';
import { assertInvariants, type InvariantOptions } from './support/invariants.ts';
import { type MatrixSite, type SiteSettings, startMatrixSite } from './support/matrix-site.ts';
import { Stage } from './support/stage.ts';

/** One line of the fault matrix. */
type FaultRow = InvariantOptions & {
  /** The matrix's row, then a letter where it lists several faults: `U5b`. */
  id: string;
  /** What follows, as a sentence: the test's name. */
  title: string;
  inject: string;
  expect: string;
  /** The figure to reach, in the matrix's words. */
  figure?: string;
  /** Belongs to the selection that `npm test` runs. */
  quick?: boolean;
  /** Measures what any other work on the machine would change, so it runs after all others, by itself. */
  alone?: boolean;
  /** Milliseconds, where a row takes longer than others may. */
  timeoutMs?: number;
  /** What the row waits for before it can pass. */
  waitsFor?: string;
};

type WorkerFixtures = { settings: SiteSettings; site: MatrixSite };

/** The fixtures of a row: a site for each file, with the settings that the file asks for. */
export const test = base.extend<{ stage: Stage }, WorkerFixtures>({
  settings: [{}, { option: true, scope: 'worker' }],
  site: [
    async ({ settings }, use) => {
      const site = await startMatrixSite(settings);
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
 * A row of the matrix as a test: makes the fault happen, then asserts every invariant, so that no row
 * can forget one. What it measured goes into the report, from which docs/reliability.md is written.
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
    }
  });
}

/** A page that still streams would see its server go. */
async function leave(page: Page): Promise<void> {
  await page.close();
}
