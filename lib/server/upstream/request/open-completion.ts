import 'server-only';
import type { Notice } from '#lib/core/chat/chat-events.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { UpstreamCall } from '../upstream.ts';
import type { ApiRequest } from './api-request.ts';
import type { WaitToRetry } from './automatic-retries.ts';
import { mayAskInOther, moreInformative } from './dialect-refusal.ts';
import { mayBeBilled } from './may-be-billed.ts';
import type { OpenAiTransport } from './openai-transport.ts';
import { nameOfRefusal, type RefusalMemory } from './refusal-memory.ts';
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
  /** What this upstream is known to refuse; none by default. */
  refusals?: RefusalMemory | null | undefined;
  /** Called with a refused request, and why it was refused, when it is sent again repaired. */
  onRepaired?: ((refused: ApiRequest, error: StarlightError) => void) | undefined;
};

/** Where a refusal can follow from what was left out or renamed because of an earlier one. */
const REPLACEMENTS: ReadonlySet<unknown> = new Set([
  'max_tokens',
  'max_completion_tokens',
  'stream',
]);

/**
 * Sends a completion request, and resends it as long as a repair, the other API or a retry can help. Every
 * decision to resend is made here, and only before a 2xx: an accepted request may be billed, however it
 * ends. The other API is tried once. What the upstream is known to refuse is left out from the start.
 */
export async function openCompletion(
  transport: OpenAiTransport,
  request: ApiRequest,
  call: UpstreamCall,
  {
    nextAttempt = repairApiRequest,
    inOtherDialect = null,
    waitToRetry,
    refusals = null,
    onRepaired,
  }: Remedies,
): Promise<OpenedCompletion> {
  const adapt = (asked: ApiRequest) => ({
    ...(refusals?.adapt(asked, nextAttempt) ?? {
      request: asked,
      notices: [],
      tried: new Set<string>(),
    }),
    asked,
  });
  let plan = adapt(request);
  let current = plan.request;
  let refused: StarlightError | null = null;
  let learned: (() => void)[] = [];

  const start = (next: typeof plan): ApiRequest => {
    plan = next;
    learned = [];
    return next.request;
  };
  const repaired = (error: StarlightError): ApiRequest | null => {
    const { failure } = error;
    const repair = nextAttempt(current, failure, plan.tried);
    if (!repair) return null;
    const before = current;
    const { lasting } = repair;
    plan.tried.add(nameOfRefusal(failure));
    if (repair.notice) plan.notices.push(repair.notice);
    if (lasting) learned.push(() => refusals?.remember(before, lasting));
    onRepaired?.(before, error);
    return repair.request;
  };
  /** The upstream has changed: what it refused before is asked for again. */
  const unadapted = ({ failure }: StarlightError): ApiRequest | null => {
    if (plan.request === plan.asked || !REPLACEMENTS.has(failure.details?.parameter)) return null;
    refusals?.forget(plan.asked);
    return start(adapt(plan.asked));
  };
  const translated = (error: StarlightError): ApiRequest | null => {
    if (!inOtherDialect || refused || !mayAskInOther(error, current.dialect)) return null;
    refused = error;
    // The other request is complete again.
    return start(adapt(inOtherDialect()));
  };
  const retried = async (error: StarlightError): Promise<ApiRequest | null> => {
    if (!(await waitToRetry?.(error))) return null;
    const mayPay = !mayBeBilled(error) || ((await call.reserveRetry?.()) ?? true);
    return mayPay ? current : null;
  };
  const requestAfter = async (error: unknown): Promise<ApiRequest> => {
    if (!(error instanceof StarlightError) || call.signal.aborted) throw error;
    const next = repaired(error) ?? unadapted(error) ?? translated(error) ?? (await retried(error));
    if (next) return next;
    throw refused ? moreInformative(refused, error, current.dialect) : error;
  };

  for (let times = 1; ; times++) {
    try {
      const response = await transport(current, call);
      for (const remember of learned) remember();
      return { response, request: current, notices: plan.notices };
    } catch (error) {
      current = await requestAfter(error);
    }
    call.onSentAgain?.(times);
  }
}
