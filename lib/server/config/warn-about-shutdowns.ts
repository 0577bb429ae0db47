import 'server-only';
import { MODEL_SHUTDOWN } from '#lib/core/models/model-shutdown.ts';
import { shutdownDateOf } from '#lib/core/models/shut-down-models.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import type { Config } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

const DEPRECATIONS = 'https://developers.openai.com/api/docs/deprecations';

/**
 * Warns about offered models that OpenAI shuts down, or has shut down. Other providers, Azure included,
 * may serve models of the same name for longer.
 */
export function warnAboutShutdowns(
  { models, baseUrl }: Pick<Config, 'models' | 'baseUrl'>,
  reader: ConfigReader,
): void {
  if (providerOfHost(new URL(baseUrl).host)?.id !== 'openai') return;
  for (const model of models) {
    const date = shutdownDateOf(model);
    if (date === null) continue;
    reader.warn(
      'STARLIGHT_MODELS',
      MODEL_SHUTDOWN,
      `OpenAI's shutdown date for ${model} is ${date}. From then on, it answers no requests.`,
      `Replace ${model} in STARLIGHT_MODELS. OpenAI names a successor: ${DEPRECATIONS}`,
    );
  }
}
