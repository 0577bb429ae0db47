import 'server-only';
import { BASE_URL_MESSAGES } from '#lib/core/catalogue/messages/base-url-messages.ts';
import { MODEL_ID } from '#lib/core/chat/model-id.ts';
import { inspectBaseUrl } from '#lib/core/key/inspect-base-url.ts';
import { inspectKey } from '#lib/core/key/inspect-key.ts';
import { findPrice } from '#lib/core/prices/find-price.ts';
import type { Config, Fallback } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

const FALLBACK = 'STARLIGHT_FALLBACK';
const FORM =
  'Write: model, base URL, key and, if it has another name there, the model, separated by spaces; entries are separated by commas. * stands for every model.';

type Site = Pick<Config, 'baseUrl' | 'apiKey' | 'dailySpendUsd' | 'prices'>;

/**
 * Reads the second upstreams: `model base-URL key [model-there]`, separated by commas. An entry that cannot
 * be read is not used and reported by its number: chat works without it.
 *
 * @param site what the entries are compared with
 */
export function readFallbacks(reader: ConfigReader, site: Site): Fallback[] {
  const entries = (reader.text(FALLBACK) ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  const allowHttp = entries.length > 0 && reader.flag('STARLIGHT_ALLOW_HTTP_UPSTREAM');
  const found = new Map<string, Fallback>();
  for (const [index, entry] of entries.entries()) {
    const read = readEntry(entry, allowHttp);
    const fault = 'fault' in read ? read : faultOf(read, found, site);
    if (fault === null && !('fault' in read)) found.set(read.model, read);
    if (fault === null) continue;
    reader.warn(
      FALLBACK,
      fault.fault,
      `Entry ${index + 1} isn't used: ${fault.problem}.`,
      fault.fix ?? FORM,
    );
  }
  return [...found.values()];
}

type Fault = { fault: string; problem: string; fix?: string };

function readEntry(entry: string, allowHttp: boolean): Fallback | Fault {
  const [model = '', address = '', key = '', there = null, ...rest] = entry.split(/\s+/);
  if (key === '' || rest.length > 0) {
    return { fault: 'fallback_form', problem: "it doesn't have three or four parts" };
  }
  if (model !== '*' && !MODEL_ID.test(model)) {
    return { fault: 'fallback_model', problem: "its first part isn't a model ID or *" };
  }
  if (there !== null && !MODEL_ID.test(there)) {
    return { fault: 'fallback_model', problem: "its fourth part isn't a model ID" };
  }
  const url = inspectBaseUrl(address, { allowHttp });
  if (!url.ok) {
    const { claim } = BASE_URL_MESSAGES[url.reason];
    return { fault: `address_${url.reason}`, problem: `its address ${claim}` };
  }
  const inspection = inspectKey(key, { baseUrlHost: new URL(url.url).host });
  if (!inspection.ok) {
    return { fault: `key_${inspection.problem}`, problem: "its third part can't be a key" };
  }
  return { model, baseUrl: url.url, apiKey: key, modelThere: there };
}

function faultOf(
  { model, baseUrl, apiKey, modelThere }: Fallback,
  earlier: ReadonlyMap<string, Fallback>,
  site: Site,
): Fault | null {
  if (earlier.has(model)) {
    return {
      fault: 'fallback_twice',
      problem: 'an earlier entry is for the same model',
      fix: 'Keep one entry for each model.',
    };
  }
  const isSame = baseUrl === site.baseUrl && apiKey === site.apiKey;
  if (isSame && (modelThere === null || modelThere === model)) {
    return {
      fault: 'fallback_same',
      problem: "it's the same upstream, key and model as the first",
      fix: 'Name another upstream, key or model.',
    };
  }
  const priced = modelThere ?? (model === '*' ? null : model);
  const hasPrice = priced === null || findPrice(priced, site.prices) !== null;
  if (site.dailySpendUsd !== null && !hasPrice) {
    return {
      fault: 'price_unknown',
      problem: 'its model has no known price, which STARLIGHT_DAILY_SPEND needs',
      fix: 'Add its price to STARLIGHT_PRICES.',
    };
  }
  return null;
}
