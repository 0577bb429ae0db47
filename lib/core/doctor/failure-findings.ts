import type { BannerContext } from '../catalogue/catalogue-entry.ts';
import { ERROR_CATALOGUE } from '../catalogue/error-catalogue.ts';
import { upstreamLink } from '../catalogue/upstream-link.ts';
import { classifyConnectionError } from '../classify/classify-connection-error.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { isObject } from '../json/is-object.ts';
import type { Finding } from './doctor-check.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';
import { upstreamProvider } from './key-page.ts';
import { capitalize, stepsText } from './key-text.ts';

/** Turns a failure into a failed check, in the catalog's words for the operator. */
export function findingOfFailure(
  failure: Failure,
  facts: Pick<DoctorFacts, 'upstream' | 'holdsKey'>,
  answer?: WireAnswer,
): Finding {
  const entry = ERROR_CATALOGUE[failure.kind];
  const context: BannerContext = {
    audience: 'operator',
    contact: null,
    details: failure.details ?? {},
    retryAfterMs: failure.retryAfterMs ?? null,
    upstreamName: facts.upstream.name,
    upstreamPages: upstreamProvider(facts)?.pages,
    model: facts.upstream.models[0],
    // The doctor finds this where another protocol is spoken, before any text.
    ...(failure.kind === 'reply_invalid' && { replyHasText: false }),
  };
  const { title, sentence, steps } = entry.operator(context);
  // The reader is already in the doctor.
  const useful = steps
    .filter((step) => !/npm run doctor/.test(step))
    .map((step) => step.replace(' under Details', ''));
  return {
    status: 'fail',
    title: capitalize(title),
    detail: [sentence, describeAnswer(failure, facts, answer)].filter(Boolean).join(' '),
    fix:
      useful.length > 0
        ? stepsText(useful)
        : `Run the doctor again. If it happens again, ask ${facts.upstream.name} what it means.`,
    link: upstreamLink(entry.link, context)?.href,
  };
}

/** "OpenAI returned 401 (request ID req_…)." */
export function describeAnswer(
  { upstreamRequestId }: Failure,
  { upstream, holdsKey }: Pick<DoctorFacts, 'upstream' | 'holdsKey'>,
  answer: WireAnswer | undefined,
): string {
  if (!answer) return '';
  const id =
    upstreamRequestId !== undefined && !holdsKey(upstreamRequestId)
      ? ` (request ID ${upstreamRequestId})`
      : '';
  return `${upstream.name} returned ${answer.status}${id}.`;
}

/** Turns an error that Node threw into a failed check, in the catalog's words and with Node's code. */
export function findingOfThrown(
  error: unknown,
  facts: DoctorFacts,
): Finding & { failure: Failure } {
  const failure = classifyConnectionError(error);
  const finding = findingOfFailure(failure, facts);
  const code = codeOf(error);
  const proxy = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find((name) =>
    facts.env[name]?.trim(),
  );
  const detail = [
    finding.detail,
    code === null ? '' : `Node reports ${code}.`,
    proxy === undefined ? '' : `${proxy} is set, but Starlight connects directly, not through it.`,
  ];
  return { ...finding, failure, detail: detail.filter(Boolean).join(' ') };
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
