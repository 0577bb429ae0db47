import { providerOfHost } from '../providers/find-provider.ts';
import { DIALECT_RULES } from './dialect-rules.ts';

/** Which of OpenAI's APIs an upstream is asked in: `POST /chat/completions` or `POST /responses`. */
export type ApiDialect = 'chat' | 'responses';

/** STARLIGHT_API: one API for every model, or the better one for each. */
export const API_SETTINGS = ['auto', 'chat', 'responses'] as const;
export type ApiSetting = (typeof API_SETTINGS)[number];

/**
 * The API for a model. `set`: STARLIGHT_API says so, and the other one is never tried. `only`: the model has
 * no other. `better`: only this one shows what it thinks. `usual`: what every upstream has.
 */
type DialectChoice = { dialect: ApiDialect; why: 'set' | 'only' | 'better' | 'usual' };

/**
 * Chooses the API in which an upstream is asked for a model.
 *
 * @param baseUrl the upstream's; the rules are about hosts whose documentation says what they serve
 */
export function chooseDialect(
  model: string,
  { baseUrl, api }: { baseUrl: string; api: ApiSetting },
): DialectChoice {
  if (api !== 'auto') return { dialect: api, why: 'set' };
  const provider = providerOfHost(new URL(baseUrl).host)?.id;
  const rule = DIALECT_RULES.find(
    ({ providers, models }) =>
      provider !== undefined && providers.includes(provider) && models.test(model),
  );
  return rule ? { dialect: 'responses', why: rule.serves } : { dialect: 'chat', why: 'usual' };
}

/** The API that is tried where a model is refused in the other. */
export function otherDialect(dialect: ApiDialect): ApiDialect {
  return dialect === 'chat' ? 'responses' : 'chat';
}
