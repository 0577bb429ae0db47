import { fieldOf } from '../json/field-of.ts';
import { isObject } from '../json/is-object.ts';
import { parseJson } from '../json/parse-json.ts';
import { correctBaseUrl } from '../providers/correct-base-url.ts';
import { trimEndWhile } from '../text/trim-end-while.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';

type ApiAddress = {
  baseUrl: string;
  /** How it was found, in a sentence. */
  says: string;
};

/**
 * Looks for an API near a wrong base URL: in the table of providers, else where `/v1` is missing,
 * doubled, or followed by more. Sends no key: a 401 in JSON identifies an API as well as a list does.
 */
export async function findApiAddress(
  { upstream, wire }: Pick<DoctorFacts, 'upstream' | 'wire'>,
  signal: AbortSignal,
): Promise<ApiAddress | null> {
  const known = correctBaseUrl(upstream.baseUrl);
  if (known !== null) {
    return { ...known, says: `${known.provider.name}'s API is at ${known.baseUrl}.` };
  }
  for (const address of candidatesNear(upstream.baseUrl)) {
    try {
      if (isApi(await wire.peek(`${address}/models`, signal))) {
        return { baseUrl: address, says: `An API responds at ${address}.` };
      }
    } catch (error) {
      // Skips a candidate that does not respond, but stops if the doctor was stopped.
      if (signal.aborted) throw error;
    }
  }
  return null;
}

function candidatesNear(baseUrl: string): string[] {
  const { origin, pathname } = new URL(baseUrl);
  const path = trimEndWhile(pathname, /\//);
  const upToV1 = /^(.*?\/v1)(\/|$)/.exec(path)?.[1];
  const paths = [upToV1, `${path}/v1`, '/v1', '/api/v1', '/openai/v1'];
  const found = paths.flatMap((known) => (known === undefined ? [] : `${origin}${known}`));
  return [...new Set(found)].filter((address) => address !== baseUrl);
}

function isApi({ status, body }: WireAnswer): boolean {
  const value = parseJson(body);
  if (!isObject(value)) return false;
  if (status === 401 || status === 403) return true;
  return status === 200 && Array.isArray(fieldOf(value, 'data'));
}
