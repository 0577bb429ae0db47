import 'server-only';
import type { Config } from './config.ts';
import type { ConfigReader } from './config-reader.ts';

// vercel.json; the function is killed then, and the page only sees the connection break.
const VERCEL_DURATION_MS = 300_000;
// What is left to write the last event (vercel.com/docs/functions/limitations).
const MARGIN_MS = 10_000;
const VERCEL_BODY_BYTES = 4_500_000;

/** Warns about limits above those of the host, which then ends a request without a word of Starlight's. */
export function warnAboutHostLimits(
  {
    onVercel,
    totalTimeoutMs,
    maxBodyBytes,
  }: Pick<Config, 'onVercel' | 'totalTimeoutMs' | 'maxBodyBytes'>,
  reader: ConfigReader,
): void {
  if (!onVercel) return;
  if (totalTimeoutMs > VERCEL_DURATION_MS - MARGIN_MS) {
    reader.warn(
      'STARLIGHT_TOTAL_TIMEOUT_MS',
      'above_host_limit',
      'Vercel ends a reply after 300 seconds, before this does, and then nothing says why.',
      'Set it to 290000 or less, or remove it.',
    );
  }
  if (maxBodyBytes > VERCEL_BODY_BYTES) {
    reader.warn(
      'STARLIGHT_MAX_BODY_BYTES',
      'above_host_limit',
      'Vercel itself refuses requests over 4.5 MB.',
      'Set it to 4500000 or less, or remove it.',
    );
  }
}
