import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { UpstreamCall } from '../upstream.ts';
import type { ApiRequest } from './api-request.ts';
import type { WaitToRetry } from './automatic-retries.ts';
import { isDialectRefused, moreInformative } from './dialect-refusal.ts';
import { mayBeBilled } from './may-be-billed.ts';
import type { OpenAiTransport } from './openai-transport.ts';
import { type RepairedRequest, repairApiRequest } from './repair-api-request.ts';

/** The upstream's 2xx response, and what it took to get it. */
type OpenedCompletion = {
  response: Response;
  /** The request the upstream accepted. */
  request: ApiRequest;
  notices: Notice[];
};

/** Decides what to send in place of a failed request; null gives up. */
export type NextAttempt = (
  request: ApiRequest,
  failure: Failure,
  tried: ReadonlySet<string>,
) => RepairedRequest | null;

/** What to try before reporting a failure. */
export type Remedies = {
  nextAttempt?: NextAttempt | undefined;
  /** The same request in the other API, for an upstream that refuses this one. */
  inOtherDialect?: (() => ApiRequest) | null | undefined;
  waitToRetry: WaitToRetry | null;
  /** Called with a refused request, and why it was refused, when it is sent again repaired. */
  onRepaired?: ((refused: ApiRequest, error: StarlightError) => void) | undefined;
};

/**
 * Sends a completion request, and resends it as long as a repair, the other API or a retry can help. Every
 * decision to resend is made here, and only before a 2xx: an accepted request may be billed, however it
 * ends. The other API is tried once.
 */
export async function openCompletion(
  transport: OpenAiTransport,
  request: ApiRequest,
  call: UpstreamCall,
  { nextAttempt = repairApiRequest, inOtherDialect = null, waitToRetry, onRepaired }: Remedies,
): Promise<OpenedCompletion> {
  const tried = new Set<string>();
  const notices: Notice[] = [];
  let current = request;
  let refused: StarlightError | null = null;

  const repaired = (error: StarlightError): ApiRequest | null => {
    const { failure } = error;
    const repair = nextAttempt(current, failure, tried);
    if (!repair) return null;
    tried.add(failure.details?.parameter ?? failure.kind);
    if (repair.notice) notices.push(repair.notice);
    onRepaired?.(current, error);
    return repair.request;
  };
  const translated = (error: StarlightError): ApiRequest | null => {
    if (!inOtherDialect || refused || !isDialectRefused(error, current.dialect)) return null;
    refused = error;
    // The other request is complete again.
    tried.clear();
    notices.length = 0;
    return inOtherDialect();
  };
  const retried = async (error: StarlightError): Promise<ApiRequest | null> => {
    if (!(await waitToRetry?.(error))) return null;
    const mayPay = !mayBeBilled(error) || (call.reserveRetry?.() ?? true);
    return mayPay ? current : null;
  };
  const requestAfter = async (error: unknown): Promise<ApiRequest> => {
    if (!(error instanceof StarlightError) || call.signal.aborted) throw error;
    const next = repaired(error) ?? translated(error) ?? (await retried(error));
    if (next) return next;
    throw refused ? moreInformative(refused, error, current.dialect) : error;
  };

  for (let times = 1; ; times++) {
    try {
      return { response: await transport(current, call), request: current, notices };
    } catch (error) {
      current = await requestAfter(error);
    }
    call.onSentAgain?.(times);
  }
}
