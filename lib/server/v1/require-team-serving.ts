import 'server-only';
import type { Config } from '../config/config.ts';
import { requireServing } from '../guards/require-serving.ts';

/**
 * Like `requireServing`, but also serves calls when nothing protects the page: a team token is
 * protection enough.
 */
export function requireTeamServing(config: Config): void {
  requireServing(config.mode === 'unprotected' ? { ...config, mode: 'live' } : config);
}
