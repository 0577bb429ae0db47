import 'server-only';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { shutdownDateOf } from '#lib/core/models/shut-down-models.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';

/**
 * The model with the day on which OpenAI shuts it down, unless its list has said it. Other providers, Azure
 * included, may serve models of the same name for longer.
 */
export function withShutdownDate(model: OfferedModel, baseUrl: string): OfferedModel {
  if (model.shutdownDate || providerOfHost(new URL(baseUrl).host)?.id !== 'openai') return model;
  const shutdownDate = shutdownDateOf(model.id);
  return shutdownDate === null ? model : { ...model, shutdownDate };
}
