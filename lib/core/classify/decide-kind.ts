import type { BodyForm, Verdict } from './classification.ts';
import { MESSAGE_RULES } from './message-rules/message-rules.ts';
import { PAGE_MESSAGE_RULES } from './message-rules/page-message-rules.ts';
import { verdictOfNames } from './name-rules.ts';
import type { ErrorShape } from './read-error-shape.ts';
import { verdictOfStatus } from './status-kinds.ts';

/**
 * Decides by code, then type, then parameter, then status; the text refines that only where a rule
 * of the message tables says so.
 */
export function decideKind(shape: ErrorShape, status: number | undefined, form: BodyForm): Verdict {
  const told = verdictOfNames(shape, status) ?? verdictOfStatus(status, form);
  const rules = form === 'page' ? PAGE_MESSAGE_RULES : MESSAGE_RULES;
  const rule = rules.find(
    (candidate) => candidate.refines.includes(told.kind) && candidate.says.test(shape.message),
  );
  return rule ? { kind: rule.kind, ...(rule.reason && { reason: rule.reason }) } : told;
}

/**
 * The status to decide by. Gateways answer 200, 400 or 5xx and put the true one into the body;
 * any other HTTP status is the truth.
 */
export function decidingStatus(
  httpStatus: number | undefined,
  bodyStatus: number | undefined,
): number | undefined {
  if (httpStatus === undefined || bodyStatus === undefined) return httpStatus ?? bodyStatus;
  const isGeneric = httpStatus === 400 || httpStatus >= 500;
  const isMoreExact = bodyStatus !== 400 && bodyStatus !== 500;
  return isGeneric && isMoreExact ? bodyStatus : httpStatus;
}
