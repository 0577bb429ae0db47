import type { ModelFacts, OfferedModel } from '../listed-model.ts';
import { findCapabilities } from './find-capabilities.ts';

/** A model with what the table knows about it, and what its list says, which comes first. */
export function toOffered({ id, ...listed }: { id: string } & ModelFacts): OfferedModel {
  const { thinks, efforts, temperature, images } = { ...findCapabilities(id), ...listed };
  const { contextTokens, outputTokens, shutdownDate } = listed;
  const limits = { contextTokens, outputTokens, shutdownDate };
  const facts: ModelFacts = { images, thinks, efforts, temperature, ...limits };
  return { id, ...withoutUnknown(facts) };
}

function withoutUnknown(facts: ModelFacts): ModelFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
