import 'server-only';

/** Caches the last result: every chunk of a stream repeats the same values. */
export function rememberLast<Result>(
  judge: (value: unknown) => Result,
): (value: unknown) => Result {
  let last: { value: unknown; result: Result } | null = null;
  return (value) => {
    if (last === null || last.value !== value) last = { value, result: judge(value) };
    return last.result;
  };
}
