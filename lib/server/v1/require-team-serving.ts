import 'server-only';
import type { Config } from '../config/config.ts';
import { requireServing } from '../guards/require-serving.ts';

/**
 * As `requireServing`, but lets calls through where nothing guards the page: a team token is a
 * guard of its own.
 */
export function requireTeamServing(config: Config): void {
  requireServing(config.mode === 'unprotected' ? { ...config, mode: 'live' } : config);
}
