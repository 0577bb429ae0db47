import 'server-only';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { BudgetOfRequest } from '../limits/reserve-budget.ts';
import { failureOfBoth, fallBackFrom } from './may-fall-back.ts';

type TwoAnswers = {
  first: () => Promise<Response>;
  second: () => Promise<Response>;
  budget: BudgetOfRequest;
  signal: AbortSignal;
  /** Called when the second upstream is asked, with why. */
  onFallback: (failed: StarlightError) => void;
};

/**
 * The answer by the first upstream, or by the second if the first fails before its first event in a way
 * that another one need not. If both fail, the failure is that of the first, unless the second may be billed.
 */
export async function withFallback({
  first,
  second,
  budget,
  signal,
  onFallback,
}: TwoAnswers): Promise<Response> {
  let failed: StarlightError;
  try {
    return await first();
  } catch (error) {
    const cause = await fallBackFrom(error, { budget, signal });
    if (!cause) throw error;
    failed = cause;
  }
  onFallback(failed);
  try {
    return await second();
  } catch (error) {
    throw failureOfBoth(failed, error, { budget, signal });
  }
}
