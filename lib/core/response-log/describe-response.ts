import type { Severity } from '../catalogue/catalogue-entry.ts';
import { describeError } from '../catalogue/describe-error.ts';
import { statusPhrase } from '../catalogue/status-phrase.ts';
import { finishReasonSchema } from '../chat/chat-events.ts';
import { kindOfFinish } from '../chat/finish-outcome.ts';
import { keepValidDetails } from '../errors/error-body.ts';
import { type ErrorKind, isErrorKind } from '../errors/error-kinds.ts';
import { hasLeft, isFailedResponse, type ResponseEntry } from './response-log.ts';

/** The outcome of a request, for the operator. */
type DescribedResponse = {
  /** "OpenAI rejected this key", "Answered". */
  title: string;
  /** What it means and what to do; `null` if there is nothing to add. */
  sentence: string | null;
  /** `null` if there is no problem. */
  severity: Severity | null;
};

/**
 * Describes one log entry in the words of the catalog.
 *
 * @param upstreamName the provider's name, or the host of an unknown upstream
 */
export function describeResponse(entry: ResponseEntry, upstreamName: string): DescribedResponse {
  if (hasLeft(entry)) return quiet('Client disconnected');
  const { kind, status = 0, finishReason } = entry;
  if (isErrorKind(kind)) return fromCatalogue(kind, entry, upstreamName);
  if (isFailedResponse(entry)) {
    const title = kind ?? statusPhrase(status) ?? 'Failed';
    return { title, sentence: null, severity: 'problem' };
  }
  const reason = finishReasonSchema.safeParse(finishReason).data;
  if (reason === undefined) return quiet('Done');
  if (reason === 'tool_calls') return quiet('Asked for a tool');
  const ending = kindOfFinish(reason);
  return ending === null ? quiet('Answered') : fromCatalogue(ending, entry, upstreamName);
}

/** The title of a kind on its own, for a list of kinds. */
export function titleOfKind(kind: string, upstreamName: string): string {
  if (!isErrorKind(kind)) return kind;
  return fromCatalogue(kind, { status: 0, requestId: 'none' }, upstreamName).title;
}

type Circumstances = Pick<ResponseEntry, 'requestId'> &
  Partial<Pick<ResponseEntry, 'status' | 'reason' | 'model'>>;

function fromCatalogue(
  kind: ErrorKind,
  { requestId, status = 0, reason, model }: Circumstances,
  upstreamName: string,
): DescribedResponse {
  const details = keepValidDetails({ reason, model });
  const { title, sentence, severity } = describeError(
    { kind, status, requestId, ...(details && { details }) },
    { audience: 'operator', contact: null, upstreamName, model: model ?? null },
  );
  return { title: title.charAt(0).toUpperCase() + title.slice(1), sentence, severity };
}

function quiet(title: string): DescribedResponse {
  return { title, sentence: null, severity: null };
}
