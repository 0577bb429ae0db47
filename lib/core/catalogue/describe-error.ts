import { type ErrorBody, redactForVisitor } from '../errors/error-body.ts';
import { ERROR_KINDS } from '../errors/error-kinds.ts';
import { shownStatus } from '../errors/shown-status.ts';
import type {
  BannerAction,
  BannerContext,
  BannerMessage,
  CatalogueEntry,
  RetryAdvice,
  Severity,
} from './catalogue-entry.ts';
import { entryOfFailure } from './entry-of-failure.ts';
import { adviceInDevelopment } from './messages/advice-in-development.ts';
import { AND_RESTART } from './messages/operator-messages.ts';
import { THINKING_ONLY } from './messages/truncated-messages.ts';
import { statusPhrase } from './status-phrase.ts';
import { upstreamLink } from './upstream-link.ts';

/** One failure described for one reader, ready to render. */
export type DescribedError = {
  /** "401 Unauthorized: this site's API key was rejected"; just the title if there is no status. */
  heading: string;
  title: string;
  /** The status to show, or `null` if there is none. */
  status: number | null;
  sentence: string;
  /** Empty, or at least two. */
  steps: readonly string[];
  /** A line for the operator to copy; `null` if there is none, and for visitors. */
  fixLine: string | null;
  /** The primary button first, then the quiet ones: at most one, or two where thinking used up the room. */
  actions: readonly BannerAction[];
  severity: Severity;
  retry: RetryAdvice;
  link: CatalogueEntry['link'];
};

/**
 * Describes a failure for its reader. A visitor's message never uses details that only the
 * operator may see, even if the body contains them. An action is omitted if it has nothing to act
 * on: `continue` without a partial reply, `switch_model` without another model. Never throws.
 */
export function describeError(
  body: ErrorBody,
  context: Omit<BannerContext, 'details' | 'retryAfterMs' | 'hasUpstreamRequestId'>,
): DescribedError {
  const seen = context.audience === 'visitor' ? redactForVisitor(body) : body;
  const entry = entryOfFailure(body);
  const described = entry[context.audience]({
    ...context,
    details: seen.details ?? {},
    retryAfterMs: seen.retryAfterMs ?? null,
    hasUpstreamRequestId: seen.upstreamRequestId !== undefined,
  });
  const { title, sentence, steps, fixLine } = inMode(withSettingStep(described, seen), context);
  const status = statusOf(body);
  return {
    heading: headingOf(status, title),
    title,
    status,
    sentence,
    steps,
    fixLine: context.audience === 'operator' ? (fixLine ?? null) : null,
    actions: actionsOf(body, entry, context),
    severity: entry.severity,
    retry: entry.retry,
    link: upstreamLink(entry.link, context),
  };
}

function inMode(
  message: BannerMessage,
  { audience, development }: Pick<BannerContext, 'audience' | 'development'>,
): BannerMessage {
  if (audience === 'visitor' || development !== true) return message;
  return { ...message, steps: message.steps.map(adviceInDevelopment) };
}

/** A step about STARLIGHT_API comes first if it may be the cause; only the operator's body names it. */
function withSettingStep(message: BannerMessage, { details }: ErrorBody): BannerMessage {
  const step = `Remove STARLIGHT_API, which rules out the API that may work, and ${AND_RESTART}`;
  const isBlamed = details?.variable === 'STARLIGHT_API';
  return isBlamed ? { ...message, steps: [step, ...message.steps] } : message;
}

function headingOf(status: number | null, title: string): string {
  if (status === null) return title.charAt(0).toUpperCase() + title.slice(1);
  const phrase = statusPhrase(status);
  return phrase === null ? `${status}: ${title}` : `${status} ${phrase}: ${title}`;
}

/** An error can arrive inside a 200 (a stream, an HTML page), and showing "200" would help nobody. */
function statusOf(body: ErrorBody): number | null {
  const status = shownStatus(body);
  return status === null || status >= 400 ? status : ERROR_KINDS[body.kind].status;
}

type Circumstances = Pick<
  BannerContext,
  'audience' | 'replyHasText' | 'offersOtherModels' | 'canHaveMoreRoom' | 'canThinkLess'
>;

function actionsOf(
  { kind, details }: ErrorBody,
  entry: CatalogueEntry,
  circumstances: Circumstances,
): readonly BannerAction[] {
  const { audience, replyHasText, offersOtherModels } = circumstances;
  const ranOut = kind === 'reply_truncated' || details?.reason === THINKING_ONLY;
  const remedies = ranOut ? remediesOf(circumstances) : [];
  const listed = withRemedies(entry.actions[audience], remedies);
  const brokeOffReply =
    replyHasText === true && entry.retry !== 'never' && ERROR_KINDS[kind].origin !== 'reply';
  const wanted: readonly BannerAction[] =
    brokeOffReply && !listed.includes('continue') ? ['continue', 'retry'] : listed;
  const offered = wanted.filter(
    (action) =>
      !(action === 'continue' && replyHasText === false) &&
      !(action === 'switch_model' && offersOtherModels === false),
  );
  const isPointless = entry.retry === 'never' && offered[0] === 'retry';
  return isPointless ? offered.slice(1) : offered;
}

function remediesOf({ canHaveMoreRoom, canThinkLess }: Circumstances): BannerAction[] {
  return [
    ...(canHaveMoreRoom ? (['more_room'] as const) : []),
    ...(canThinkLess ? (['less_thinking'] as const) : []),
  ];
}

/** Continue stays first; the remedies come before a plain retry, and two of them replace it. */
function withRemedies(
  listed: readonly BannerAction[],
  remedies: readonly BannerAction[],
): readonly BannerAction[] {
  if (remedies.length === 0) return listed;
  const [first, ...others] = listed;
  if (first === 'continue') return [first, ...remedies, ...others].slice(0, 3);
  return [...remedies, ...listed].slice(0, 2);
}
