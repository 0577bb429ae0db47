import 'server-only';
import { classifyConnectionError } from '#lib/core/classify/classify-connection-error.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import { failureOfModelList } from '#lib/core/models/failure-of-model-list.ts';
import type { ListedModel } from '#lib/core/models/listed-model.ts';
import { readModelList } from '#lib/core/models/read-model-list.ts';
import type { Config } from '../config/config.ts';
import { createWire } from '../doctor/wire-probe.ts';
import { createKeyDetector, withoutKey } from '../upstream/secrets/key-detector.ts';

const ATTEMPT_MS = 10_000;

type UpstreamAddress = Pick<Config, 'baseUrl' | 'organization' | 'project' | 'proxies'> & {
  apiKey: string;
};

/**
 * Reads the upstream's list of models: at most 4 MiB, in at most ten seconds. IDs that contain part of
 * the key are dropped.
 *
 * @throws `StarlightError` with the kind that a chat request would fail with; `not_an_api` for anything
 *   that is not a list
 */
export async function loadModels(
  { apiKey, baseUrl, organization, project, proxies }: UpstreamAddress,
  attemptMs: number = ATTEMPT_MS,
): Promise<ListedModel[]> {
  const holdsKey = createKeyDetector(apiKey);
  const refuse = (failure: Failure) => new StarlightError(withoutKey(failure, holdsKey));
  const signal = AbortSignal.timeout(attemptMs);
  const wire = createWire({ key: apiKey, baseUrl, organization, project, proxies });
  const answer = await wire.request({ path: '/models' }, signal).catch((error: unknown) => {
    throw refuse(signal.aborted ? { kind: 'upstream_timeout' } : failureOfThrown(error));
  });
  // Part of a list may have arrived by then.
  if (signal.aborted) throw refuse({ kind: 'upstream_timeout' });
  const models = readModelList(answer);
  if (models === null) throw refuse(failureOfModelList(answer, baseUrl));
  return models.filter(({ id }) => !holdsKey(id));
}

function failureOfThrown(error: unknown): Failure {
  return error instanceof StarlightError ? error.failure : classifyConnectionError(error);
}
