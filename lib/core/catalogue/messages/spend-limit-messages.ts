import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { isLongWait } from '../long-wait.ts';
import { atLimitsPage, isOpenAi } from './operator-messages.ts';
import { LIMIT_ADJECTIVES } from './rate-limit-messages.ts';

/**
 * The operator's banner for a spend limit. The upstream's code says which limit it is; without one,
 * the operator has to check.
 */
export function spendLimitMessage(context: BannerContext): BannerMessage {
  const { details, upstreamName } = context;
  switch (details.reason) {
    case 'project':
      return {
        title: `the project has reached its ${ownWindow(context)}spend limit`,
        sentence: 'This is not a rate limit. Other projects in the organization still work.',
        steps: [raiseAt(context, 'Settings → Project → Limits'), untilReset(context)],
      };
    case 'organization':
      return {
        title: `the organization has reached its ${ownWindow(context)}spend limit`,
        sentence: "This is not a rate limit. None of its projects work until it's raised.",
        steps: [raiseAt(context, 'Settings → Organization → Limits'), untilReset(context)],
      };
    case 'usage_tier':
      return {
        title: `the organization has reached its ${ownWindow(context)}usage limit`,
        sentence: `${upstreamName} sets this limit by usage tier. No project works until it's raised.`,
        steps: [
          isOpenAi(context)
            ? 'Ask for more at platform.openai.com/settings/organization/limits.'
            : `Ask ${upstreamName} for more.`,
          untilReset(context),
        ],
      };
    case 'key':
      return {
        title: `this key has reached its ${namedWindow(context)}spend limit`,
        sentence: `It was set for this key at ${upstreamName}; the account may have credit.`,
        steps: [
          `Raise the key's limit at ${upstreamName}.`,
          hasKnownReset(context)
            ? untilReset(context)
            : 'Or wait until the limit resets; some limits never do.',
        ],
      };
    default:
      return {
        title: `a ${namedWindow(context)}spend limit is reached`,
        sentence: isOpenAi(context)
          ? "It's the project's or the organization's; Starlight can't tell which."
          : `It was set for the key, the project or the account at ${upstreamName}.`,
        steps: [
          isOpenAi(context)
            ? 'Check platform.openai.com: Settings → Project → Limits, then Organization → Limits.'
            : `Check the spend limits at ${upstreamName}, and raise the one you reached.`,
          isOpenAi(context)
            ? `Raise the one you reached. ${untilReset(context)}`
            : untilReset(context),
        ],
      };
  }
}

function raiseAt(context: BannerContext, place: string): string {
  return isOpenAi(context)
    ? `Raise it at platform.openai.com: ${place}.`
    : `Raise it in your ${context.upstreamName} account${atLimitsPage(context)}.`;
}

function untilReset(context: BannerContext): string {
  return isLongWait(context.retryAfterMs)
    ? 'Or wait until the limit resets, at the time below.'
    : `Or wait until the ${namedWindow(context)}limit resets.`;
}

function hasKnownReset(context: BannerContext): boolean {
  return isLongWait(context.retryAfterMs) || namedWindow(context) !== '';
}

/** "weekly " if the upstream named the window; otherwise empty. */
function namedWindow({ details: { limitWindow } }: BannerContext): string {
  return limitWindow === undefined || limitWindow === 'minute'
    ? ''
    : `${LIMIT_ADJECTIVES[limitWindow]} `;
}

/** The same, for limits that OpenAI sets for a month. */
function ownWindow(context: BannerContext): string {
  return namedWindow(context) || (isOpenAi(context) ? 'monthly ' : '');
}
