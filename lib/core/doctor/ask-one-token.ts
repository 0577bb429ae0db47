import type { Failure } from '../errors/starlight-error.ts';
import { parseJson } from '../json/parse-json.ts';
import { isOpenAiHost } from '../key/inspect-key.ts';
import {
  type ApiDialect,
  chooseDialect,
  type DialectChoice,
  otherDialect,
} from '../models/choose-dialect.ts';
import { isDialectRefused } from '../models/is-dialect-refused.ts';
import { isRefusalDocument } from '../models/is-refusal-document.ts';
import { moreInformativeRefusal } from '../models/more-informative-refusal.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';
import { upstreamProvider } from './key-page.ts';
import { defaultModelOf } from './model-to-ask.ts';
import { readOneTokenAnswer } from './read-one-token-answer.ts';

/** The result of a request for a short reply. `unstreamed`: it was to be streamed, but is not. */
type OneTokenAnswer = {
  answer: WireAnswer;
  /** The API that the answer is from, and which was chosen first. */
  dialect: ApiDialect;
  choice: DialectChoice;
} & (
  | { ok: true; unstreamed: boolean }
  /** `worksIn`: the API that answers, which STARLIGHT_API rules out. */
  | { ok: false; failure: Failure; worksIn?: ApiDialect }
);

type Ask = { stream: boolean; withoutIds?: boolean };
type Asked = Pick<DoctorFacts, 'upstream' | 'wire'>;

const LIMIT_NAMES = ['max_completion_tokens', 'max_tokens'] as const;
// OpenAI refuses a lower limit in the Responses API.
const LEAST_IN_RESPONSES = 16;

/**
 * Asks the default model for one token, in the API in which the chat asks it; if that is refused, in the
 * other, which the chat tries as well unless STARLIGHT_API forbids it.
 */
export async function askOneToken(
  facts: Asked,
  options: Ask,
  signal: AbortSignal,
): Promise<OneTokenAnswer> {
  const { baseUrl, api = 'auto' } = facts.upstream;
  const choice = chooseDialect(defaultModelOf(facts), { baseUrl, api });
  const { dialect } = choice;
  const first = { ...(await askIn(dialect, facts, options, signal)), dialect, choice };
  if (!wasRefused(first, dialect)) return first;
  const other = otherDialect(dialect);
  const second = { ...(await askIn(other, facts, options, signal)), dialect: other, choice };
  if (choice.why === 'set') return second.ok ? { ...first, worksIn: other } : first;
  if (!wasRefused(second, other)) return second;
  return moreInformativeRefusal(first.failure, second.failure) === first.failure ? first : second;
}

/**
 * Only an HTTP error is a refusal, or a document that should have been one: what was accepted may be billed,
 * and is not asked again.
 */
function wasRefused<Read extends Awaited<ReturnType<typeof send>>>(
  read: Read,
  asked: ApiDialect,
): read is Read & { ok: false } {
  if (read.ok) return false;
  const { answer, failure } = read;
  return answer.status >= 400
    ? isDialectRefused(failure, asked)
    : isRefusalDocument(parseJson(answer.body), failure, asked);
}

function askIn(dialect: ApiDialect, facts: Asked, options: Ask, signal: AbortSignal) {
  return dialect === 'chat'
    ? askForCompletion(facts, options, signal)
    : askForResponse(facts, options, signal);
}

/**
 * Servers use different names for the limit and reject the other name before spending anything, so the
 * request is repeated with the other name.
 */
async function askForCompletion(facts: Asked, options: Ask, signal: AbortSignal) {
  const isOpenAi = isOpenAiHost(new URL(facts.upstream.baseUrl).host);
  const names = isOpenAi ? LIMIT_NAMES : LIMIT_NAMES.toReversed();
  const messages = [{ role: 'user', content: 'Hi' }];
  const ask = (limitName: string) =>
    send('chat', { messages, [limitName]: 1 }, { facts, options, signal });
  const [first = 'max_tokens', second = 'max_completion_tokens'] = names;
  const result = await ask(first);
  const rejectedName = !result.ok && result.failure.details?.parameter === first;
  return rejectedName ? await ask(second) : result;
}

function askForResponse(facts: Asked, options: Ask, signal: AbortSignal) {
  const body = { input: 'Hi', max_output_tokens: LEAST_IN_RESPONSES, store: false };
  return send('responses', body, { facts, options, signal });
}

async function send(
  dialect: ApiDialect,
  body: object,
  { facts, options, signal }: { facts: Asked; options: Ask; signal: AbortSignal },
) {
  const { upstream, wire } = facts;
  const { stream, withoutIds = false } = options;
  const answer = await wire.request(
    {
      path: dialect === 'chat' ? '/chat/completions' : '/responses',
      body: { model: defaultModelOf({ upstream }), stream, ...body },
      withoutIds,
    },
    signal,
  );
  const provider = upstreamProvider({ upstream })?.id ?? null;
  return { answer, ...readOneTokenAnswer(answer, { dialect, streamed: stream, provider }) };
}
