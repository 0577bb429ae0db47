import type { ProviderId } from '../providers/provider-names.ts';
import type { BodyForm, Verdict } from './classification.ts';
import { type ErrorShape, foldName } from './evidence/read-error-shape.ts';
import { BROAD_NAMES } from './names/broad-names.ts';
import { EXACT_NAMES } from './names/exact-names.ts';
import type { NameRule } from './names/name-rule.ts';
import { kindOfProviderCode } from './names/provider-codes.ts';
import { guessFromStatus } from './status-kinds.ts';
import { KEY_ECHO_RULES } from './topics/key-echo-rules.ts';
import { matchTopic, type Wording } from './topics/match-topic.ts';
import { PAGE_RULES } from './topics/page-rules.ts';
import { toClauses } from './topics/to-clauses.ts';

const EXACT = indexByName(EXACT_NAMES);
const BROAD = indexByName(BROAD_NAMES);

/** Names that every failure of a class has; their words say nothing about its cause. */
const NAMES_NOTHING =
  /^(?:invalid[ _]?(?:request|argument)(?:[ _]?error)?|bad[ _]?request(?:[ _]?error)?|\d+|error|none|api[ _]?error|permission[ _-]?denied|permission[ _]error|forbidden|not[ _]?found(?:[ _]?error)?|unauthorized|rate[ _]?limit[ _]?error|client specified an invalid argument|the caller does not have permission to execute the specified operation|failed[ _]precondition|upstream[ _]error|(?:one|new)[ _]api[ _]error|resource[ _]exhausted)$/i;

type Decision = Pick<NameRule, 'kind' | 'reason'>;

/**
 * Decides by meaning first: a code that only one cause has, then what the words are about, then a
 * code or type that names a class of causes. Only what nothing explains is guessed from the status,
 * which otherwise just breaks ties.
 *
 * @param httpStatus undefined in a stream and for a 2xx that contains an error
 * @param provider whose API it is, if that is known: the same code can mean something else elsewhere
 */
export function decideKind(
  shape: ErrorShape,
  httpStatus: number | undefined,
  form: BodyForm,
  provider: ProviderId | null,
): Verdict {
  const status = decidingStatus(httpStatus, shape.status);
  const wording = wordingOf(shape);
  const decision =
    form === 'page'
      ? PAGE_RULES.find(({ pattern }) => pattern.test(shape.message))
      : decide(shape, wording, { status, provider });
  if (!decision) return guessFromStatus(status, form, wording.message.length > 0);
  const { kind, reason } = decision;
  return { kind, certainty: 'recognized', ...(reason && { reason }) };
}

function decide(
  shape: ErrorShape,
  wording: Wording,
  { status, provider }: { status: number | undefined; provider: ProviderId | null },
): Decision | null {
  const own = provider && kindOfProviderCode(shape.names, provider);
  if (own) return { kind: own };
  const exact = findName(EXACT, shape, status);
  const topic = matchTopic(
    wording,
    status,
    ({ refines }) => exact === null || refines?.includes(exact.kind) === true,
  );
  const found =
    topic ?? exact ?? decideByParam(shape.param, status) ?? findName(BROAD, shape, status);
  if (found?.kind !== 'key_invalid') return found;
  return KEY_ECHO_RULES.find(({ pattern }) => pattern.test(shape.message)) ?? found;
}

/** Everything an error says in words. */
export function wordingOf({ spelledNames, message }: ErrorShape): Wording {
  const names = spelledNames.filter((name) => !NAMES_NOTHING.test(name));
  return { names: toClauses(names.join('\n')), message: toClauses(message) };
}

/**
 * The status to decide by. Gateways respond with 200, 400 or 5xx and put the real status into the
 * body; any other HTTP status is the real one.
 */
function decidingStatus(
  httpStatus: number | undefined,
  bodyStatus: number | undefined,
): number | undefined {
  if (httpStatus === undefined || bodyStatus === undefined) return httpStatus ?? bodyStatus;
  const isGeneric = httpStatus === 400 || httpStatus >= 500;
  const isMoreSpecific = bodyStatus !== 400 && bodyStatus !== 500;
  return isGeneric && isMoreSpecific ? bodyStatus : httpStatus;
}

function findName(
  index: ReadonlyMap<string, readonly NameRule[]>,
  shape: ErrorShape,
  status: number | undefined,
): NameRule | null {
  for (const name of shape.names) {
    const rule = index.get(name)?.find((candidate) => matches(candidate, shape, status));
    if (rule) return rule;
  }
  return null;
}

function matches(rule: NameRule, shape: ErrorShape, status: number | undefined): boolean {
  if (rule.param && !rule.param.test(shape.param)) return false;
  if (rule.statuses === undefined) return true;
  if (rule.statuses === 'none') return status === undefined;
  return status !== undefined && rule.statuses.includes(status);
}

/** For bodies without a code; https://platform.openai.com/docs/guides/error-codes lists none either. */
function decideByParam(param: string, status: number | undefined): Decision | null {
  if (status === 404 && param === 'model') return { kind: 'model_not_found' };
  // FastAPI: {"loc":["header","authorization"],"msg":"Field required"}
  if (param.startsWith('header.') && param.includes('authorization'))
    return { kind: 'key_missing' };
  if (status !== 400) return null;
  if (param === 'stream_options' || param === 'service_tier') {
    return { kind: 'unsupported_parameter' };
  }
  return param.includes('image_url') ? { kind: 'image_rejected' } : null;
}

function indexByName(rules: readonly NameRule[]): ReadonlyMap<string, readonly NameRule[]> {
  const entries = rules.flatMap((rule) => rule.names.map((name) => ({ name, rule })));
  const index = new Map<string, NameRule[]>();
  for (const { name, rule } of entries) {
    const folded = foldName(name);
    index.set(folded, [...(index.get(folded) ?? []), rule]);
  }
  return index;
}
