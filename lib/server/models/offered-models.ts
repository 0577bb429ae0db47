import 'server-only';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { toOffered } from '#lib/core/models/capabilities/to-offered.ts';
import { chooseModels } from '#lib/core/models/choose-models.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { findPrice } from '#lib/core/prices/find-price.ts';
import type { Config } from '../config/config.ts';
import { DEMO_MODELS } from '../demo/demo-models.ts';
import { writeLogLine } from '../log/log.ts';
import { perProcess } from '../registry.ts';
import { withLearnedEfforts } from './learned-efforts.ts';
import { loadModels } from './load-models.ts';
import { createModelList, type ModelList } from './model-list.ts';
import { withShutdownDate } from './with-shutdown-date.ts';

/** Why patterns may stand for too few models: the list is not there yet, or could not be read. */
export type ListTrouble = { reason: 'loading' } | { reason: 'failed'; failure: Failure };

type OfferedModels = {
  /** The default first. Without a list, only the names in STARLIGHT_MODELS, which can be none. */
  models: readonly OfferedModel[];
  /** Null with a list, even an old one, and where STARLIGHT_MODELS holds only names. */
  trouble: ListTrouble | null;
};

/** How long a page waits for the first list, if it has no model to show without it. */
const PAGE_WAIT_MS = 1000;

/** The models offered now, without waiting. Reads the upstream's list in the background if that is due. */
export function offeredModels(config: Config): OfferedModels {
  const { modelSelection, models } = config;
  const learned = (model: OfferedModel) =>
    withShutdownDate(withLearnedEfforts(model, config.baseUrl), config.baseUrl);
  if (modelSelection === null) {
    const known = new Map(config.mode === 'demo' ? DEMO_MODELS.map((each) => [each.id, each]) : []);
    const offered = models.map((id) => toOffered(known.get(id) ?? { id }));
    return { models: offered.map(learned), trouble: null };
  }
  const list = listFor(config);
  const { models: listed, failure } = list?.read() ?? { models: null, failure: keyFailure(config) };
  return {
    models: chooseModels(modelSelection, listed, (id) => isAffordable(id, config)).map(learned),
    trouble: listed === null ? troubleOf(failure) : null,
  };
}

/** What is known about one of the offered models. */
export function factsOfModel(id: string, config: Config): OfferedModel {
  const found = offeredModels(config).models.find((model) => model.id === id);
  return found ?? withLearnedEfforts(toOffered({ id }), config.baseUrl);
}

/**
 * The models for a page: if there is none to show until the list is known, waits for it, but no longer
 * than a second after it was requested.
 */
export async function offeredModelsForPage(config: Config): Promise<OfferedModels> {
  const offered = offeredModels(config);
  if (offered.models.length > 0 || offered.trouble === null) return offered;
  await listSettled(config, PAGE_WAIT_MS);
  return offeredModels(config);
}

/**
 * Resolves when the running attempt to read the list has ended, or it has been running for `maxMs`.
 * Attempts end on their own after ten seconds.
 */
export async function listSettled(config: Config, maxMs?: number): Promise<void> {
  const list = config.modelSelection === null ? null : listFor(config);
  const startedAt = list?.attemptStartedAt() ?? null;
  if (list === null || startedAt === null) return;
  if (maxMs === undefined) return await list.settled();
  const remainingMs = maxMs - (performance.now() - startedAt);
  if (remainingMs <= 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, remainingMs);
  await Promise.race([promise, list.settled()]);
  clearTimeout(timer);
}

/** A spending cap rejects models without a known price, so a pattern does not offer them. */
export function isAffordable(
  id: string,
  { dailySpendUsd, prices }: Pick<Config, 'dailySpendUsd' | 'prices'>,
): boolean {
  return dailySpendUsd === null || findPrice(id, prices) !== null;
}

function troubleOf(failure: Failure | null): ListTrouble {
  return failure === null ? { reason: 'loading' } : { reason: 'failed', failure };
}

function keyFailure({ keyInspection }: Config): Failure {
  if (keyInspection.ok) return { kind: 'key_missing' };
  const { kind, details } = keyInspection;
  return { kind, details };
}

/** The list for this configuration, shared by all copies of it; null without a usable key. */
function listFor({ modelSelection, apiKey, ...config }: Config): ModelList | null {
  if (modelSelection === null || apiKey === null) return null;
  const lists = perProcess('model lists', () => new WeakMap<object, ModelList>());
  const existing = lists.get(modelSelection);
  if (existing) return existing;
  const list = createModelList({
    load: () => loadModels({ ...config, apiKey }),
    onAttempt: ({ models, failure }) =>
      writeLogLine('models', {
        listed: models?.length,
        kind: failure?.kind,
        status: failure?.status ?? undefined,
      }),
  });
  lists.set(modelSelection, list);
  return list;
}
