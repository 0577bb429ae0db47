import type { BodyForm, Verdict } from './classification.ts';
import { CODE_RULES } from './code-rules.ts';
import { MESSAGE_RULES } from './message-rules/message-rules.ts';
import { PAGE_MESSAGE_RULES } from './message-rules/page-message-rules.ts';
import type { NameRule } from './name-rule.ts';
import { type ErrorShape, foldName } from './read-error-shape.ts';
import { guessFromStatus } from './status-kinds.ts';
import { TYPE_RULES } from './type-rules.ts';

const CODES = indexByName(CODE_RULES);
const TYPES = indexByName(TYPE_RULES);

/**
 * Decides by code, then type, then parameter, then status. The text can only refine that through a
 * message rule.
 *
 * @param httpStatus undefined in a stream and for a 2xx that contains an error
 */
export function decideKind(
  shape: ErrorShape,
  httpStatus: number | undefined,
  form: BodyForm,
): Verdict {
  const status = decidingStatus(httpStatus, shape.status);
  const verdict = verdictOfNames(shape, status) ?? guessFromStatus(status, form);
  const rules = form === 'page' ? PAGE_MESSAGE_RULES : MESSAGE_RULES;
  const rule = rules.find(
    (candidate) =>
      candidate.refines.includes(verdict.kind) && candidate.pattern.test(shape.message),
  );
  return rule ? recognized(rule) : verdict;
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

/** Decides by code, then type, then parameter; `null` if none of them matches. */
function verdictOfNames(shape: ErrorShape, status: number | undefined): Verdict | null {
  return (
    firstVerdict(CODES, shape.codes, shape, status) ??
    firstVerdict(TYPES, shape.types, shape, status) ??
    verdictOfParam(shape.param, status)
  );
}

function firstVerdict(
  index: ReadonlyMap<string, readonly NameRule[]>,
  names: readonly string[],
  shape: ErrorShape,
  status: number | undefined,
): Verdict | null {
  for (const name of names) {
    const rule = index.get(name)?.find((candidate) => matches(candidate, shape, status));
    if (rule) return recognized(rule);
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
function verdictOfParam(param: string, status: number | undefined): Verdict | null {
  if (status === 404 && param === 'model') return recognized({ kind: 'model_not_found' });
  if (status !== 400) return null;
  if (param === 'stream_options' || param === 'service_tier') {
    return recognized({ kind: 'unsupported_parameter' });
  }
  return param.includes('image_url') ? recognized({ kind: 'image_rejected' }) : null;
}

function recognized({ kind, reason }: Pick<NameRule, 'kind' | 'reason'>): Verdict {
  return { kind, certainty: 'recognized', ...(reason && { reason }) };
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
