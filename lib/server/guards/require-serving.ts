import 'server-only';
import { assertNever } from '#lib/core/assert-never.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { registry } from '../registry.ts';

const RESTART_TAKES_MS = 5000;

/**
 * Lets a request through if the site serves chat.
 *
 * @throws `closed`; `key_malformed` or `wrong_credential_type` if the key can't work, so that a page that
 *   was open before says exactly what is wrong with it; otherwise `not_configured` with the variable and
 *   the reason, also for an unprotected site;
 *   `server_restarting` once the process is shutting down
 */
export function requireServing(config: Config): void {
  if (registry().shutdown.draining) {
    throw new StarlightError({ kind: 'server_restarting', retryAfterMs: RESTART_TAKES_MS });
  }
  switch (config.mode) {
    case 'demo':
    case 'live':
      return;
    case 'closed':
      throw new StarlightError('closed');
    case 'not_configured':
    case 'unprotected':
      throw notConfigured(config);
    default:
      assertNever(config.mode);
  }
}

function notConfigured({ problems, mode, keyInspection }: Config): StarlightError {
  if (!keyInspection.ok && keyInspection.kind !== 'key_missing') {
    const { kind, details } = keyInspection;
    return new StarlightError({ kind, details });
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  const first =
    mode === 'unprotected' ? errors.find(({ reason }) => reason === 'unprotected') : errors[0];
  if (!first) return new StarlightError('not_configured');
  const { variable, reason } = first;
  return new StarlightError({ kind: 'not_configured', details: { variable, reason } });
}
