import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { BudgetOfRequest } from '../limits/reserve-budget.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';

type Afforded = { request: UpstreamRequest; budget: BudgetOfRequest };

/**
 * Reserves the budget of a request; without the reasoning of earlier replies, if there is not enough left for
 * that. No reply is worth refusing for it.
 *
 * @param reserve throws `budget_spent` if there is not enough; says in the headers what remains
 */
export async function affordRequest(
  request: UpstreamRequest,
  answerHeaders: Headers,
  reserve: (request: UpstreamRequest, answerHeaders: Headers) => Promise<BudgetOfRequest>,
): Promise<Afforded> {
  if (request.messages.some(({ reasoning }) => reasoning)) {
    const headers = new Headers();
    const budget = await reserveIfEnough(() => reserve(request, headers));
    if (budget) {
      headers.forEach((value, name) => void answerHeaders.append(name, value));
      return { request, budget };
    }
  }
  const messages = request.messages.map(({ reasoning: _, ...message }) => message);
  const plain = { ...request, messages };
  return { request: plain, budget: await reserve(plain, answerHeaders) };
}

async function reserveIfEnough(
  reserve: () => Promise<BudgetOfRequest>,
): Promise<BudgetOfRequest | null> {
  try {
    return await reserve();
  } catch (error) {
    if (error instanceof StarlightError && error.kind === 'budget_spent') return null;
    throw error;
  }
}
