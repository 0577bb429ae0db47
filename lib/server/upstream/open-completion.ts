import 'server-only';
import type { Notice } from '#lib/core/chat-events.ts';
import { type Failure, StarlightError } from '#lib/core/starlight-error.ts';
import type { CompletionBody } from './completion-body.ts';
import type { OpenAiTransport } from './openai-transport.ts';
import { type Repair, repairRequest } from './repair-request.ts';

/** A 2xx of the upstream, and what it took to get it. */
export type OpenedCompletion = {
  response: Response;
  /** The body that was accepted in the end. */
  body: CompletionBody;
  notices: Notice[];
  retries: number;
};

/** Decides what to send instead of a request that failed; null gives up. */
export type NextAttempt = (
  body: CompletionBody,
  failure: Failure,
  tried: ReadonlySet<string>,
) => Repair | null;

/**
 * Sends a completion request, and again as long as `nextAttempt` knows how it can succeed. Every
 * decision to send once more is taken here, and only before the first byte of a reply.
 */
export async function openCompletion(
  transport: OpenAiTransport,
  body: CompletionBody,
  call: { signal: AbortSignal; clientRequestId: string },
  nextAttempt: NextAttempt = repairRequest,
): Promise<OpenedCompletion> {
  const tried = new Set<string>();
  const notices: Notice[] = [];
  let current = body;
  for (let retries = 0; ; retries++) {
    try {
      const response = await transport(current, call);
      return { response, body: current, notices, retries };
    } catch (error) {
      if (!(error instanceof StarlightError) || call.signal.aborted) throw error;
      const repair = nextAttempt(current, error.failure, tried);
      if (!repair) throw error;
      tried.add(error.failure.details?.parameter ?? error.kind);
      if (repair.notice) notices.push(repair.notice);
      current = repair.body;
    }
  }
}
