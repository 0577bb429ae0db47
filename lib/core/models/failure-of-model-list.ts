import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { providerOfHost } from '../providers/find-provider.ts';

type ListAnswer = Omit<Parameters<typeof classifyUpstreamError>[0], 'provider'> & {
  receivedAtMs: number;
};

/** The failure in a response to `GET /models`, including a 2xx that is not a list. */
export function failureOfModelList(answer: ListAnswer, baseUrl: string): Failure {
  const provider = providerOfHost(new URL(baseUrl).host)?.id ?? null;
  const failure = classifyUpstreamError({ ...answer, provider }, answer.receivedAtMs);
  // JSON without a list is not an API's response to this path.
  return failure.kind === 'reply_invalid' ? { ...failure, kind: 'not_an_api' } : failure;
}
