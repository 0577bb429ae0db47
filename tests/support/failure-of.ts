/** What a promise rejects with; null if it resolves. */
export async function failureOf(work: PromiseLike<unknown>): Promise<unknown> {
  return await work.then(
    () => null,
    (error: unknown) => error,
  );
}
