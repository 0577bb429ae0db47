import { type ErrorBody, redactForVisitor } from '../error-body.ts';
import { ERROR_KINDS } from '../error-kinds.ts';
import { shownStatus } from '../shown-status.ts';
import type {
  BannerAction,
  BannerContext,
  CatalogueEntry,
  RetryAdvice,
  Severity,
} from './catalogue-entry.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { statusPhrase } from './status-phrase.ts';

/** One failure in words for one reader, ready to be drawn. */
export type DescribedError = {
  /** "401 Unauthorized: the key of this site was not accepted"; without a status the title alone. */
  heading: string;
  title: string;
  /** The status to show, or `null` where none is involved. */
  status: number | null;
  sentence: string;
  /** None, or at least two. */
  steps: readonly string[];
  /** A line for the operator to copy; `null` where there is none, and for visitors. */
  fixLine: string | null;
  /** None, one or two: the button first, the quiet one second. */
  actions: readonly BannerAction[];
  severity: Severity;
  retry: RetryAdvice;
  link: CatalogueEntry['link'];
};

/**
 * Puts a failure into words for the one who is looking. A visitor's words never rest on details
 * that only the operator may see, even if the body holds them. An action is left out when it has
 * nothing to act on: `continue` without text of a reply, `switch_model` without another model.
 * Never throws.
 */
export function describeError(
  body: ErrorBody,
  context: Omit<BannerContext, 'details' | 'retryAfterMs'>,
): DescribedError {
  const seen = context.audience === 'visitor' ? redactForVisitor(body) : body;
  const entry = ERROR_CATALOGUE[body.kind];
  const { title, sentence, steps, fixLine } = entry[context.audience]({
    ...context,
    details: seen.details ?? {},
    retryAfterMs: seen.retryAfterMs ?? null,
  });
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
    link: linkOf(entry, context),
  };
}

function headingOf(status: number | null, title: string): string {
  if (status === null) return title.charAt(0).toUpperCase() + title.slice(1);
  const phrase = statusPhrase(status);
  return phrase === null ? `${status}: ${title}` : `${status} ${phrase}: ${title}`;
}

/** An error can arrive inside a 200 (a stream, a page of HTML); "200" would then be no help to anyone. */
function statusOf(body: ErrorBody): number | null {
  const status = shownStatus(body);
  return status === null || status >= 400 ? status : ERROR_KINDS[body.kind].status;
}

type Circumstances = Pick<BannerContext, 'audience' | 'replyHasText' | 'offersOtherModels'>;

function actionsOf(
  { kind }: ErrorBody,
  entry: CatalogueEntry,
  { audience, replyHasText, offersOtherModels }: Circumstances,
): readonly BannerAction[] {
  const listed = entry.actions[audience];
  const brokeInReply =
    replyHasText === true && entry.retry !== 'never' && ERROR_KINDS[kind].origin !== 'reply';
  const wanted: readonly BannerAction[] =
    brokeInReply && !listed.includes('continue') ? ['continue', 'retry'] : listed;
  const offered = wanted.filter(
    (action) =>
      !(action === 'continue' && replyHasText === false) &&
      !(action === 'switch_model' && offersOtherModels === false),
  );
  const isVain = entry.retry === 'never' && offered[0] === 'retry';
  return isVain ? offered.slice(1) : offered;
}

/** OpenAI's pages are of no use with another upstream, nor its settings to a visitor. */
function linkOf(
  { link }: CatalogueEntry,
  { audience, upstreamName }: Pick<BannerContext, 'audience' | 'upstreamName'>,
): CatalogueEntry['link'] {
  if (link === null || upstreamName !== 'OpenAI') return null;
  return link.audience === 'everyone' || audience === 'operator' ? link : null;
}
