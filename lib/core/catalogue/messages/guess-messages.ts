import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { ifItHappensAgain, savedMessage } from './visitor-messages.ts';

const WITHOUT_QUOTES = /^[\w.:/-]+$/;

type Guess = {
  title: string;
  /** The usual causes, to follow "Most often". */
  causes: string;
  /** What to look at before anything else. */
  check: string;
  /** False if a small request with curl would not fail in the same way. */
  failsWithCurl?: boolean;
};

/** Begins the operator's sentence about a guess. */
export const NO_REASON = 'It gave no reason that Starlight recognizes.';

/** Ends the meaning of a guessed kind, and stands for it where there is no room. */
export const NO_KNOWN_REASON = 'The response gives no reason that Starlight recognizes.';

/** The operator's banner for a guess: the usual causes, what to check, and where the reason can be read. */
export function guessMessage(
  context: BannerContext,
  { title, causes, check, failsWithCurl = true }: Guess,
): BannerMessage {
  return {
    title,
    sentence: `${NO_REASON} Most often ${causes}.`,
    steps: [
      check,
      'Run npm run doctor; it can often tell which.',
      ...(failsWithCurl ? [curlStep(context)] : []),
      ...requestIdSteps(context),
    ],
    fixLine: failsWithCurl ? curlLine(context) : undefined,
  };
}

/**
 * Says where the operator can read the provider's own words. Starlight shows none of them, because
 * they can quote the key or the conversation.
 */
function curlStep(context: BannerContext): string {
  const how =
    curlLine(context) === undefined
      ? `send a request to ${context.upstreamName} with curl`
      : 'run the curl line below in a shell that has OPENAI_API_KEY';
  return `To read the reason, which Starlight never shows, ${how}.`;
}

function requestIdSteps({ upstreamName, hasUpstreamRequestId }: BannerContext): readonly string[] {
  return hasUpstreamRequestId === true
    ? [`Or look up the upstream request ID under Details in ${upstreamName}'s log or console.`]
    : [];
}

/** A small request with curl, which prints the response; `undefined` if the address is unknown. */
function curlLine({ baseUrl, model, details }: BannerContext): string | undefined {
  if (baseUrl === undefined || baseUrl === null) return undefined;
  const body = {
    model: details.model ?? model ?? 'MODEL',
    messages: [{ role: 'user', content: 'Hi' }],
  };
  return [
    `curl ${quoted(`${baseUrl}/chat/completions`)}`,
    '-H "Authorization: Bearer $OPENAI_API_KEY"',
    '-H "Content-Type: application/json"',
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' ');
}

/** In single quotes, where a shell replaces nothing, unless there is nothing to protect. */
function quoted(word: string): string {
  return WITHOUT_QUOTES.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A visitor's banner for a guess that another try may pass. */
export function mayPass(title: string): (context: BannerContext) => BannerMessage {
  return (context) => ({
    title,
    sentence: `${savedMessage(context)} ${ifItHappensAgain(context.contact)}`,
    steps: [],
  });
}
