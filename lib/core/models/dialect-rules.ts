import type { ProviderId } from '../providers/provider-names.ts';

/** Models that a provider serves only, or better, through the Responses API. */
type DialectRule = {
  /** The hosts this is documented for. Gateways translate, so their own names say nothing. */
  providers: readonly ProviderId[];
  /** `only`: Chat Completions refuses them. `better`: only Responses shows what they think. */
  serves: 'only' | 'better';
  /** IDs as the provider writes them. */
  models: RegExp;
  source: string;
};

/**
 * Read on 2026-11-30. Besides the pages named, the `ResponsesModel` type of the openai client 7.57.0 has
 * every model of the Responses API alone; a test compares it with these rules.
 */
export const DIALECT_RULES: readonly DialectRule[] = [
  {
    providers: ['openai', 'azure'],
    serves: 'only',
    models: /^(?:o\d|gpt-\d[\d.]{0,3})-pro(?:-|$)/,
    source: 'https://platform.openai.com/docs/models/o1-pro',
  },
  {
    providers: ['openai', 'azure'],
    serves: 'only',
    models: /^(?:gpt-\d[\d.]{0,3}-)?codex(?:-|$)/,
    source: 'https://platform.openai.com/docs/models/gpt-5-codex',
  },
  {
    providers: ['openai', 'azure'],
    serves: 'only',
    models: /^o\d(?:-mini)?-deep-research(?:-|$)/,
    source: 'https://platform.openai.com/docs/models/o3-deep-research',
  },
  {
    providers: ['openai', 'azure'],
    serves: 'only',
    models: /^computer-use-preview(?:-|$)/,
    source: 'https://platform.openai.com/docs/models/computer-use-preview',
  },
  {
    providers: ['openai'],
    serves: 'only',
    models: /^gpt-(?:daybreak|rosalind|\d[\d.]{0,3}-(?:cyber|rosalind))(?:-|$)/,
    source: 'openai 7.57.0, resources/shared.d.ts, ResponsesModel',
  },
  {
    // Not o1-mini and o1-preview, which Responses never served; nor the chat and search models, which do
    // not reason and, in part, are not served there (per-model tables on developers.openai.com).
    providers: ['openai'],
    serves: 'better',
    models: /^(?:o1(?:-\d|$)|o[34](?:-|$)|gpt-[5-9](?![\w.-]{0,60}-(?:chat|search|audio|image)))/,
    source: 'https://developers.openai.com/api/docs/guides/migrate-to-responses',
  },
];

/** Whether a model of OpenAI's thinks before it answers, under whatever prefix a gateway lists it. */
export function isReasoningModel(model: string): boolean {
  const id = model.slice(model.lastIndexOf('/') + 1);
  return DIALECT_RULES.some(({ models }) => models.test(id));
}
