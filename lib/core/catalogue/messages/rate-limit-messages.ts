import type { ErrorDetails } from '../../errors/error-body.ts';
import { formatCount, formatLimit, formatUsed, formatWindow } from '../../text/format-amount.ts';
import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { isLongWait } from '../long-wait.ts';
import { AND_RESTART, atLimitsPage, isOpenAi } from './operator-messages.ts';
import { savedMessage } from './visitor-messages.ts';

type Window = NonNullable<ErrorDetails['limitWindow']>;

/** "weekly": how a limit with such a window is called. */
export const LIMIT_ADJECTIVES: Record<Window, string> = {
  minute: 'rate',
  hour: 'hourly',
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
};
/** When it has reset at the latest, whether the window is fixed or rolling. */
const RESETS: Record<Window, string> = {
  minute: 'shortly',
  hour: 'within an hour',
  day: 'within a day',
  week: 'within a week',
  month: 'within a month',
};

/** "rate limit reached", "weekly limit reached": as long as the window that the upstream named. */
export function limitTitle({ details }: BannerContext, usual: Window): string {
  return `${LIMIT_ADJECTIVES[windowOf(details, usual)]} limit reached`;
}

function windowOf({ limitWindow = 'minute' }: ErrorDetails, usual: Window): Window {
  // The limit of a day was hit, whatever other window the response mentions.
  const isTooShort = limitWindow === 'minute' || limitWindow === 'hour';
  return usual === 'day' && isTooShort ? 'day' : limitWindow;
}

/** The visitor's banner for a limit that resets within the hour. */
export function rateLimitForVisitor(context: BannerContext): BannerMessage {
  const saved = savedMessage(context);
  switch (context.details.reason) {
    case 'concurrency':
      return {
        title: 'too many requests at once',
        sentence: `The model is writing other replies; try again shortly. ${saved}`,
        steps: [],
      };
    case 'shared_pool':
      return {
        title: 'the free model is busy',
        sentence: `Everyone who uses it shares its limit; try again shortly. ${saved}`,
        steps: [],
      };
    default:
      return {
        title: limitTitle(context, 'minute'),
        sentence: isShort(context)
          ? `Too many requests; try again shortly. ${saved}`
          : `${resetMessage(context, 'minute')} ${saved}`,
        steps: [],
      };
  }
}

/** The operator's banner for a limit that resets within the hour. */
export function rateLimitForOperator(context: BannerContext): BannerMessage {
  const { upstreamName, details } = context;
  switch (details.reason) {
    case 'concurrency':
      return {
        title: 'too many requests at once',
        sentence: `${upstreamName} limits how many requests this account can have open at a time.`,
        steps: [
          'Retry; it works when another reply has ended.',
          `To have more open at once, ask ${upstreamName} for a higher limit or choose a larger plan.`,
        ],
      };
    case 'shared_pool':
      return {
        title: 'the shared limit of this free model is reached',
        sentence: `Everyone at ${upstreamName} shares it; your own limits are not involved.`,
        steps: [
          `Put a paid model in STARLIGHT_MODELS and ${AND_RESTART}`,
          `Or add your own key of the model's provider at ${upstreamName}, which has its own limit.`,
        ],
      };
    default:
      return {
        title: limitTitle(context, 'minute'),
        sentence: rateSentence(context),
        steps: rateSteps(context),
      };
  }
}

/** When a retry can work, for a visitor; without a given wait, when the limit has reset at the latest. */
export function resetMessage({ retryAfterMs, details }: BannerContext, usual: Window): string {
  if (isLongWait(retryAfterMs)) return 'You can try again at the time below.';
  if (retryAfterMs !== null) return 'You can try again after this wait.';
  return `The limit resets ${RESETS[windowOf(details, usual)]}.`;
}

/** What the operator reads about a limit of a day or longer. */
export function longLimitSentence(context: BannerContext): string {
  const { upstreamName, details, retryAfterMs } = context;
  const limit = formatLimit(details);
  const what =
    limit === null
      ? `${upstreamName}'s ${limitTitle(context, 'day').replace(' reached', ' is reached')}.`
      : `${upstreamName} allows this account ${limit}.`;
  if (isLongWait(retryAfterMs)) return `${what} A retry can work at the time below.`;
  if (retryAfterMs !== null) return `${what} A retry can work after this wait.`;
  return `${what} The limit resets ${RESETS[windowOf(details, 'day')]}.`;
}

function isShort({ details, retryAfterMs }: BannerContext): boolean {
  const window = details.limitWindow ?? 'minute';
  return window === 'minute' && !isLongWait(retryAfterMs);
}

function rateSentence({ upstreamName, details }: BannerContext): string {
  const limit = formatLimit(details);
  const used = formatUsed(details);
  if (limit === null) {
    const { limitWindow } = details;
    const within = limitWindow === undefined ? '' : ` in ${formatWindow(limitWindow)}`;
    return `This account sent more requests or tokens${within} than ${upstreamName} allows.`;
  }
  if (used === null) return `${upstreamName} allows this account ${limit}.`;
  const requested =
    details.requestedTokens === undefined
      ? ''
      : `, and this request needs ${formatCount(details.requestedTokens)}`;
  return `${upstreamName} allows this account ${limit}; ${used} are used${requested}.`;
}

function rateSteps(context: BannerContext): readonly string[] {
  return [
    isOpenAi(context)
      ? 'See which limit was hit at platform.openai.com/settings/organization/limits.'
      : `See which limit was hit in your ${context.upstreamName} account${atLimitsPage(context)}.`,
    isOpenAi(context)
      ? 'To raise it, add credit: the usage tier and its limits grow with what you have paid.'
      : 'To raise it, choose a larger plan there.',
    `To use less, lower STARLIGHT_RATE_LIMIT or STARLIGHT_MAX_OUTPUT_TOKENS and ${AND_RESTART}`,
  ];
}
