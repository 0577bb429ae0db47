import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { CompletionBody } from '../reply/completion-body.ts';
import type { UpstreamCall } from '../upstream.ts';
import type { WaitToRetry } from './automatic-retries.ts';
import { mayBeBilled } from './may-be-billed.ts';
import type { OpenAiTransport } from './openai-transport.ts';
import { type Repair, repairRequest } from './repair-request.ts';

/** The upstream's 2xx response, and what it took to get it. */
type OpenedCompletion = {
  response: Response;
  /** The body the upstream accepted. */
  body: CompletionBody;
  notices: Notice[];
};

/** Decides what to send in place of a failed request; null gives up. */
export type NextAttempt = (
  body: CompletionBody,
  failure: Failure,
  tried: ReadonlySet<string>,
) => Repair | null;

/** What to try before reporting a failure. */
export type Remedies = {
  nextAttempt?: NextAttempt | undefined;
  waitToRetry: WaitToRetry | null;
  /** Called with a refused body, and why it was refused, when it is sent again repaired. */
  onRepaired?: ((refused: CompletionBody, error: StarlightError) => void) | undefined;
};

/**
 * Sends a completion request, and resends it as long as a repair or a retry can help. Every decision
 * to resend is made here, and only before a 2xx: an accepted request may be billed, however it ends.
 */
export async function openCompletion(
  transport: OpenAiTransport,
  body: CompletionBody,
  call: UpstreamCall,
  { nextAttempt = repairRequest, waitToRetry, onRepaired }: Remedies,
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
      onRepaired?.(current, error);
      return repair.body;
    }
    const mayRetry = await waitToRetry?.(error);
    const mayResend = mayRetry && (!mayBeBilled(error) || (call.reserveRetry?.() ?? true));
    if (mayResend) return current;
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
