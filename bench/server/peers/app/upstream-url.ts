/** The base URL of the measured upstream. */
export function upstreamUrl(): string {
  return process.env['BENCH_UPSTREAM'] ?? '';
}

/** The upstream takes any key. */
export const KEY = 'bench';
