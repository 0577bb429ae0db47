import { OPENAI_KEY_PAGE } from '../key/providers.ts';
import type { BannerContext } from './catalogue-entry.ts';

const LONGEST_NAME_IN_A_TITLE = 30;

/** How a change of the environment takes effect, to end a step with. */
export const AND_RESTART = 'restart (on Vercel: Settings → Environment Variables, then redeploy).';

/** The step for a fix that was worded for a file alone. */
export const ON_VERCEL =
  'On Vercel: change it under Settings → Environment Variables, then redeploy.';

/** "Set OPENAI_BASE_URL to … in .env.local and restart (on Vercel: …)." */
export function setStep(variable: string, value: string): string {
  return `Set ${variable} to ${value} in .env.local and ${AND_RESTART}`;
}

/** The line of an env file that a step of `setStep` asks for, to be copied. */
export function baseUrlLine(address: string): string {
  return `OPENAI_BASE_URL=${address}`;
}

/** "Remove OPENAI_ORG_ID from .env.local and restart (on Vercel: …)." */
export function removeStep(variable: string): string {
  return `Remove ${variable} from .env.local and ${AND_RESTART}`;
}

/** The two steps from no usable key to one: where it is made, where it goes. */
export function newKeySteps(context: BannerContext): readonly [string, string] {
  return [
    isOpenAi(context)
      ? `Create a new key at ${OPENAI_KEY_PAGE}.`
      : `Get a new key from ${context.upstreamName}.`,
    `Put it in OPENAI_API_KEY in .env.local and ${AND_RESTART}`,
  ];
}

/** Whether OpenAI's own pages and rules apply. */
export function isOpenAi(context: BannerContext): boolean {
  return context.upstreamName === 'OpenAI';
}

/** The model that failed, for a title: its id, or "this model" when there is none or it is long. */
export function modelWords(context: BannerContext): string {
  const model = context.details.model ?? context.model;
  return model !== null && model.length <= LONGEST_NAME_IN_A_TITLE ? model : 'this model';
}

/** A name from the details for a title; the given words when there is none or it is long. */
export function nameWords(name: string | undefined, otherwise: string): string {
  return name !== undefined && name.length <= LONGEST_NAME_IN_A_TITLE ? name : otherwise;
}
