import type { BannerContext } from '../catalogue/catalogue-entry.ts';
import { entryOfFailure } from '../catalogue/entry-of-failure.ts';
import { NO_REASON } from '../catalogue/messages/guess-messages.ts';
import { upstreamLink } from '../catalogue/upstream-link.ts';
import { classifyConnectionError } from '../classify/classify-connection-error.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { isObject } from '../json/is-object.ts';
import type { Finding } from './doctor-check.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';
import { upstreamProvider } from './key-page.ts';
import { capitalize, stepsText } from './key-text.ts';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name.toLowerCase(),
  name,
]);

/** Turns a failure into a failed check, in the catalog's words for the operator. */
export function findingOfFailure(
  failure: Failure,
  facts: Pick<DoctorFacts, 'upstream' | 'holdsKey'>,
  answer?: WireAnswer,
): Finding {
  const entry = entryOfFailure(failure);
  const isGuess = failure.certainty === 'guessed';
  const context: BannerContext = {
    audience: 'operator',
    contact: null,
    details: failure.details ?? {},
    retryAfterMs: failure.retryAfterMs ?? null,
    upstreamName: facts.upstream.name,
    upstreamPages: upstreamProvider(facts)?.pages,
    model: facts.upstream.models[0] ?? null,
    baseUrl: facts.upstream.baseUrl,
    hasUpstreamRequestId: failure.upstreamRequestId !== undefined,
    // The doctor finds this where another protocol is spoken, before any text.
    ...(failure.kind === 'reply_invalid' && { replyHasText: false }),
  };
  const { title, sentence, steps, fixLine } = entry.operator(context);
  // The reader is already in the doctor.
  const useful = [...steps, ...(isGuess && fixLine !== undefined ? [fixLine] : [])]
    .filter((step) => !/npm run doctor/.test(step))
    .map((step) => step.replace(' under Details', ''));
  return {
    status: 'fail',
    title: capitalize(title),
    detail: joined([
      withoutSaved(isGuess ? sentence.replace(`${NO_REASON} `, '') : sentence),
      describeAnswer(failure, facts, answer),
    ]),
    fix:
      useful.length > 0
        ? stepsText(useful)
        : `Run the doctor again. If it happens again, ask ${facts.upstream.name} what it means.`,
    link: upstreamLink(entry.link, context)?.href,
  };
}

/** "OpenAI returned 401 (request ID req_…).", and whether that status is all there is. */
export function describeAnswer(
  { upstreamRequestId, certainty }: Failure,
  { upstream, holdsKey }: Pick<DoctorFacts, 'upstream' | 'holdsKey'>,
  answer: WireAnswer | undefined,
): string {
  if (!answer) return '';
  const id =
    upstreamRequestId !== undefined && !holdsKey(upstreamRequestId)
      ? ` (request ID ${upstreamRequestId})`
      : '';
  const only = certainty === 'guessed' ? ' and no reason that Starlight recognizes' : '';
  return `${upstream.name} returned ${answer.status}${id}${only}.`;
}

/** Turns an error that Node threw into a failed check, in the catalog's words and with Node's code. */
export function findingOfThrown(
  error: unknown,
  facts: DoctorFacts,
): Finding & { failure: Failure } {
  const failure = classifyConnectionError(error);
  const finding = findingOfFailure(failure, facts);
  const code = codeOf(error);
  const { proxy } = facts.upstream;
  const at = proxy
    ? `The proxy is ${proxy.hostname}, port ${proxy.port}, from ${proxy.variable}.`
    : '';
  const detail = [
    finding.detail,
    code === null || failure.kind === 'proxy_failed' ? '' : `Node reports ${code}.`,
    proxy ? at : describeUnusedProxy(facts),
  ];
  return { ...finding, failure, detail: joined(detail) };
}

/** A variable that names a proxy, but not for this upstream, is often the reason why it can't be reached. */
function describeUnusedProxy({ env, upstream }: DoctorFacts): string {
  const unused = PROXY_VARIABLES.find((name) => env[name]?.trim());
  if (unused === undefined) return '';
  const needed = upstream.baseUrl.startsWith('https:') ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  return unused.toUpperCase() === needed
    ? `${unused} is set, but NO_PROXY exempts this host, so no proxy was used.`
    : `${unused} is set, but not ${needed}, which is what counts for this address, so no proxy was used.`;
}

/** Drops the sentences about what the chat saves: the doctor's requests are saved nowhere. */
function withoutSaved(text: string): string {
  return text
    .split(/(?<=\.) /)
    .filter((part) => !/\bsaved\b/.test(part))
    .join(' ');
}

/** The sentences in a row; `undefined` if there are none, because a finding has no empty detail. */
function joined(sentences: readonly (string | undefined)[]): string | undefined {
  return sentences.filter(Boolean).join(' ') || undefined;
}

/** Node's code of an error or its cause: capital letters, never a value. */
function codeOf(error: unknown): string | null {
  for (let link: unknown = error, depth = 0; depth < 5; depth += 1) {
    if (!isObject(link)) return null;
    const code: unknown = Reflect.get(link, 'code');
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,50}$/.test(code)) return code;
    link = Reflect.get(link, 'cause');
  }
  return null;
}
