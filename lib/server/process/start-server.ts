import 'server-only';
import type { Config } from '../config/config.ts';
import { assertNoPublicKeyInProcess, currentConfig } from '../config/read-config.ts';
import { guardDevelopmentServer } from '../http/development/guard-development-server.ts';
import { createDirectRoutes, type DirectHandlers } from '../http/direct/direct-routes.ts';
import { guardServer, installRequestFilter } from '../http/request-filter.ts';
import { logOperatorHint, writeLogLine } from '../log/log.ts';
import { offeredModels } from '../models/offered-models.ts';
import { perProcess } from '../registry.ts';
import { storeFor } from '../store/store-for-config.ts';
import { installShutdown } from './shutdown.ts';

/**
 * Runs before a server process's first request: logs the configuration and its problems, limits the
 * time of a shutdown, and guards the HTTP server.
 *
 * @param handlers of the routes that this server answers ahead of Next, where it is our own
 * @throws when a `NEXT_PUBLIC_*` variable holds a key; nothing else stops the start
 */
export function startServer(handlers: DirectHandlers = {}): void {
  assertNoPublicKeyInProcess();
  const config = currentConfig();
  writeLogLine('start', {
    mode: config.mode,
    models: config.modelSelection?.entries ?? config.models,
    upstream: config.upstreamName,
    variables: config.setVariables,
    // `shared`: all clients without a session count as one.
    clientAddress: addressSource(config),
    store: storeFor(config).home,
    development: config.development,
  });
  for (const problem of config.problems) logOperatorHint(problem);
  // The first request should not wait for a connection.
  storeFor(config);
  // The first page should not wait for the upstream's list of models.
  if (config.mode === 'live') offeredModels(config);
  if (config.development) {
    // `next dev` closes its connections immediately on its own, and has paths of its own. It runs this
    // again when a file changes.
    perProcess('development-door', () => installRequestFilter(guardDevelopmentServer));
    return;
  }
  installShutdown();
  // On Vercel the platform is the server.
  if (config.onVercel) return;
  const direct = createDirectRoutes(handlers);
  installRequestFilter((server, open) => guardServer(server, { direct }, open));
}

function addressSource({ onVercel, trustedProxyHops }: Config): 'vercel' | 'proxy' | 'shared' {
  if (onVercel) return 'vercel';
  return trustedProxyHops > 0 ? 'proxy' : 'shared';
}
