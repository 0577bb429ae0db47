import 'server-only';
import type { Config } from '../config/config.ts';
import { assertNoPublicKeyInProcess, currentConfig } from '../config/read-config.ts';
import { guardDevelopmentServer } from '../http/development/guard-development-server.ts';
import { installRequestFilter } from '../http/request-filter.ts';
import { logOperatorHint, writeLogLine } from '../log/log.ts';
import { perProcess } from '../registry.ts';
import { installShutdown } from './shutdown.ts';

/**
 * What a server process does before its first request: says in the log how it is set up and what is
 * wrong with that, bounds its own shutdown, and guards its HTTP server.
 *
 * @throws when a `NEXT_PUBLIC_*` variable holds a key; nothing else stops the start
 */
export function startServer(): void {
  assertNoPublicKeyInProcess();
  const config = currentConfig();
  writeLogLine('start', {
    mode: config.mode,
    models: config.models,
    upstream: config.upstreamName,
    variables: config.setVariables,
    // `shared`: all who have no session yet count as one client.
    clientAddress: addressSource(config),
    development: config.development,
  });
  for (const problem of config.problems) logOperatorHint(problem);
  if (config.development) {
    // `next dev` ends its open connections at once by itself, and has addresses of its own. It runs
    // this again when a file changed.
    perProcess('development-door', () => installRequestFilter(guardDevelopmentServer));
    return;
  }
  installShutdown();
  // On Vercel the platform is the server.
  if (!config.onVercel) installRequestFilter();
}

function addressSource({ onVercel, trustedProxyHops }: Config): 'vercel' | 'proxy' | 'shared' {
  if (onVercel) return 'vercel';
  return trustedProxyHops > 0 ? 'proxy' : 'shared';
}
