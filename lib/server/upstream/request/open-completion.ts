import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { CompletionBody } from '../reply/completion-body.ts';
import type { UpstreamCall } from '../upstream.ts';
import type { WaitToRetry } from './automatic-retries.ts';
import { mayBeBilled } from './may-be-billed.ts';
import type { OpenAiTransport } from './openai-transport.ts';
import { type Repair, repairRequest } from './repair-request.ts';

/** A 2xx of the upstream, and what it took to get it. */
export type OpenedCompletion = {
  response: Response;
  /** The body that was accepted in the end. */
  body: CompletionBody;
  notices: Notice[];
};

/** Decides what to send instead of a request that failed; null gives up. */
export type NextAttempt = (
  body: CompletionBody,
  failure: Failure,
  tried: ReadonlySet<string>,
) => Repair | null;

/** What may be done about a failure besides telling it. */
export type Remedies = { nextAttempt?: NextAttempt | undefined; waitToRetry: WaitToRetry | null };

/**
 * Sends a completion request, and again as long as it can be repaired or a retry helps. Every
 * decision to send once more is taken here, and only before a 2xx: a reply that was accepted may be
 * billed, whatever becomes of it.
 */
export async function openCompletion(
  transport: OpenAiTransport,
  body: CompletionBody,
  call: UpstreamCall,
  { nextAttempt = repairRequest, waitToRetry }: Remedies,
): Promise<OpenedCompletion> {
  const tried = new Set<string>();
  const notices: Notice[] = [];
  let current = body;

  const bodyAfter = async (error: unknown): Promise<CompletionBody> => {
    if (!(error instanceof StarlightError) || call.signal.aborted) throw error;
    const repair = nextAttempt(current, error.failure, tried);
    if (repair) {
      tried.add(error.failure.details?.parameter ?? error.kind);
      if (repair.notice) notices.push(repair.notice);
      return repair.body;
    }
    const isDue = await waitToRetry?.(error);
    const isPaidFor = isDue && (!mayBeBilled(error) || (call.reserveRetry?.() ?? true));
    if (isPaidFor) return current;
    throw error;
  };

  for (let times = 1; ; times++) {
    try {
      return { response: await transport(current, call), body: current, notices };
    } catch (error) {
      current = await bodyAfter(error);
    }
    call.onSentAgain?.(times);
  }
}
