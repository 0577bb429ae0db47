import { APIError } from 'openai';

/** What a promise rejects with; null if it resolves. */
export async function failureOf(work: PromiseLike<unknown>): Promise<unknown> {
  return await work.then(
    () => null,
    (error: unknown) => error,
  );
}

/** The error of the openai client that a call rejects with. Throws if it does not. */
export async function apiErrorOf(call: PromiseLike<unknown>): Promise<APIError> {
  const error = await failureOf(call);
  if (!(error instanceof APIError)) throw error ?? new Error('the call did not fail');
  return error;
}
