import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { isLongWait } from '../long-wait.ts';
import { atLimitsPage, isOpenAi } from './operator-messages.ts';

/**
 * The operator's banner for a spend limit. The upstream's code says which limit it is; without one,
 * the operator has to check.
 */
export function spendLimitMessage(context: BannerContext): BannerMessage {
  const { details, upstreamName } = context;
  switch (details.reason) {
    case 'project':
      return {
        title: 'the project has reached its monthly spend limit',
        sentence: 'This is not a rate limit. Other projects in the organization still work.',
        steps: [raiseAt(context, 'Settings → Project → Limits'), untilReset(context)],
      };
    case 'organization':
      return {
        title: 'the organization has reached its monthly spend limit',
        sentence: "This is not a rate limit. None of its projects work until it's raised.",
        steps: [raiseAt(context, 'Settings → Organization → Limits'), untilReset(context)],
      };
    case 'usage_tier':
      return {
        title: 'the organization has reached its monthly usage limit',
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
        title: 'this key has reached its spend limit',
        sentence: `It was set for this key at ${upstreamName}; the account may have credit.`,
        steps: [
          `Raise the key's limit at ${upstreamName}.`,
          "Or wait until it resets, if it's a daily or monthly limit.",
        ],
      };
    default:
      return {
        title: 'a spend limit is reached',
        sentence: isOpenAi(context)
          ? "It's the project's or the organization's; the error doesn't say which."
          : `It was set for the key, the project or the account at ${upstreamName}.`,
        steps: [
          isOpenAi(context)
            ? 'Check platform.openai.com: Settings → Project → Limits, then Organization → Limits.'
            : `Check the spend limits at ${upstreamName}, and raise the one you reached.`,
          isOpenAi(context)
            ? 'Raise the one you reached, or wait for the new month.'
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

function untilReset({ retryAfterMs, details: { limitWindow } }: BannerContext): string {
  if (isLongWait(retryAfterMs)) return 'Or wait until it resets, at the time below.';
  return limitWindow === 'month'
    ? 'Or wait for the new month, when the limit resets.'
    : 'Or wait until the limit resets.';
}
