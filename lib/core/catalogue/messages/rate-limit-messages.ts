import type { ErrorDetails } from '../../errors/error-body.ts';
import { formatCount, formatLimit, formatUsed } from '../../text/format-amount.ts';
import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { isLongWait } from '../long-wait.ts';
import { AND_RESTART, atLimitsPage, isOpenAi } from './operator-messages.ts';
import { savedMessage } from './visitor-messages.ts';

type Window = NonNullable<ErrorDetails['limitWindow']>;

const ADJECTIVES: Record<Window, string> = {
  minute: 'rate',
  hour: 'hourly',
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
};
const NEXT: Record<Window, string> = {
  minute: 'shortly',
  hour: 'within the hour',
  day: 'tomorrow',
  week: 'within a week',
  month: 'next month',
};

/** "rate limit reached", "weekly limit reached": as long as the window that the upstream named. */
export function limitTitle({ details }: BannerContext, usual: Window): string {
  const named = details.limitWindow ?? usual;
  // The limit of a day was hit, whatever other window the response mentions.
  const isTooShort = usual === 'day' && (named === 'minute' || named === 'hour');
  return `${ADJECTIVES[isTooShort ? 'day' : named]} limit reached`;
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
          : `${resetMessage(context)} ${saved}`,
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

/** When a limit of a day or longer resets, for a visitor. */
export function resetMessage({ retryAfterMs, details }: BannerContext): string {
  if (isLongWait(retryAfterMs)) return 'You can try again at the time below.';
  const window = details.limitWindow ?? 'day';
  const next = NEXT[window];
  const isShorter = window === 'minute' || window === 'hour';
  if (retryAfterMs !== null && !isShorter) return 'You can try again after this wait.';
  return window === 'day' ? 'It resets within a day.' : `The limit resets ${next}.`;
}

/** What the operator reads about a limit of a day or longer. */
export function longLimitSentence(context: BannerContext): string {
  const { upstreamName, details, retryAfterMs } = context;
  const limit = formatLimit(details);
  const window = details.limitWindow ?? 'day';
  const what =
    limit === null
      ? `${upstreamName}'s ${limitTitle(context, 'day').replace(' reached', ' is reached')}.`
      : `${upstreamName} allows this account ${limit}.`;
  if (isLongWait(retryAfterMs)) return `${what} More are available at the time below.`;
  if (retryAfterMs !== null) return `${what} A retry can work after this wait.`;
  return window === 'week' || window === 'month'
    ? `${what} It resets ${NEXT[window]}.`
    : `${what} It resets within a day.`;
}

function isShort({ details, retryAfterMs }: BannerContext): boolean {
  const window = details.limitWindow ?? 'minute';
  return window === 'minute' && !isLongWait(retryAfterMs);
}

function rateSentence({ upstreamName, details }: BannerContext): string {
  const limit = formatLimit(details);
  const used = formatUsed(details);
  if (limit === null) {
    const window = details.limitWindow;
    const within = window === undefined ? '' : ` in ${window === 'hour' ? 'an' : 'a'} ${window}`;
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
