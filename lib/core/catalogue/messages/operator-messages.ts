import { shownPage } from '../../providers/shown-page.ts';
import { OPENAI_KEY_PAGE } from '../../providers/sites/openai-site.ts';
import type { BannerContext } from '../catalogue-entry.ts';

const MAX_NAME_LENGTH_IN_TITLE = 30;

/** Ends a step with how a change to the environment takes effect. */
export const AND_RESTART = 'restart (on Vercel: Settings → Environment Variables, then redeploy).';

/** An extra step for a fix that only mentions a file. */
export const ON_VERCEL =
  'On Vercel: change it under Settings → Environment Variables, then redeploy.';

/** "Set OPENAI_BASE_URL to … in .env.local and restart (on Vercel: …)." */
export function setStep(variable: string, value: string): string {
  return `Set ${variable} to ${value} in .env.local and ${AND_RESTART}`;
}

/** The line for .env.local that a step from `setStep` asks for, ready to copy. */
export function baseUrlLine(address: string): string {
  return `OPENAI_BASE_URL=${address}`;
}

/** "Remove OPENAI_ORG_ID from .env.local and restart (on Vercel: …)." */
export function removeStep(variable: string): string {
  return `Remove ${variable} from .env.local and ${AND_RESTART}`;
}

/** The two steps to a working key: create one, then set it. */
export function newKeySteps(context: BannerContext): readonly [string, string] {
  return [createKeyStep(context), `Set OPENAI_API_KEY to it in .env.local and ${AND_RESTART}`];
}

/** "Create a new key at console.groq.com/keys.", or without the page if it isn't known. */
export function createKeyStep(context: BannerContext, what = 'new key'): string {
  if (isOpenAi(context)) return `Create a ${what} at ${OPENAI_KEY_PAGE}.`;
  const page = context.upstreamPages?.keys ?? null;
  return page === null
    ? `Get a ${what} from ${context.upstreamName}.`
    : `Create a ${what} at ${shownPage(page)}.`;
}

/** " at console.groq.com/settings/billing", to end a step with; empty if the page isn't known. */
export function atCreditPage({ upstreamPages }: BannerContext): string {
  const address = upstreamPages?.credit ?? null;
  return address === null ? '' : ` at ${shownPage(address)}`;
}

/** "; its limits are at console.groq.com/settings/limits", likewise. */
export function atLimitsPage({ upstreamPages }: BannerContext): string {
  const address = upstreamPages?.limits ?? null;
  return address === null ? '' : `; its limits are at ${shownPage(address)}`;
}

/** "groqstatus.com", or "the log or status page of llm.internal". */
export function statusPage({ upstreamName, upstreamPages }: BannerContext): string {
  const address = upstreamPages?.status ?? null;
  return address === null ? `the log or status page of ${upstreamName}` : shownPage(address);
}

/** Whether the upstream is OpenAI, so that its own pages and rules apply. */
export function isOpenAi(context: Pick<BannerContext, 'upstreamName'>): boolean {
  return context.upstreamName === 'OpenAI';
}

/** The model that failed, for a title: its ID, or "this model" if there is none or it is too long. */
export function modelLabel(context: BannerContext): string {
  const model = context.details.model ?? context.model;
  return model !== null && model.length <= MAX_NAME_LENGTH_IN_TITLE ? model : 'this model';
}

/** The same, as the subject of a title: "the model gpt-5", "this model". */
export function modelTitle(context: BannerContext): string {
  const model = modelLabel(context);
  return model === 'this model' ? model : `the model ${model}`;
}

/** "ollama pull llama3.3" */
export function pullCommand({ details, model }: BannerContext): string {
  return `ollama pull ${details.model ?? model ?? 'its-name'}`;
}

/** A name from the details, for a title; the fallback if there is none or it is too long. */
export function quotedName(name: string | undefined, fallback: string): string {
  return name !== undefined && name.length <= MAX_NAME_LENGTH_IN_TITLE ? name : fallback;
}

/** Why a request's Origin was refused, by `details.reason`. */
export function originSentence(reason: string | undefined): string {
  if (reason === 'other_origin') return "The request's Origin isn't STARLIGHT_ORIGIN.";
  if (reason === 'host_rewritten') {
    return "The request's Origin isn't its Host: a proxy in front changes that header.";
  }
  return "The request's Origin isn't the address this server expects.";
}
