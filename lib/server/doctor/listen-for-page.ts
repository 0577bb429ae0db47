import 'server-only';
import { randomBytes } from 'node:crypto';
import { type ListenEvent, MAX_ARRIVALS } from '#lib/core/doctor/arrival/arrival-report.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireSameOrigin } from '../guards/require-same-origin.ts';
import type { ApiContext } from '../http/api-route.ts';
import { isLoopbackHost } from '../http/development/is-loopback-host.ts';
import { refuseUnknownPath } from '../http/refuse-unknown-path.ts';
import { perProcess } from '../registry.ts';
import { listenForPrograms } from './listen-server.ts';
import { requireOperator } from './require-operator.ts';

const MAX_PAGES = 4;
// Too long to guess: 2^64 paths, while a page is open.
const TOKEN_BYTES = 8;

/**
 * `POST /api/doctor/listen`, only in development and on this machine: opens an address for other
 * programs and reports what arrives there, one `ListenEvent` per line, for as long as the page reads.
 * At most twenty arrivals are buffered for the page; further ones are answered but not reported.
 *
 * @throws `access_required`, `origin_rejected`, `unsupported_media_type`; elsewhere the same as for any
 *   unknown path
 */
export async function listenForPage({ request, config, log }: ApiContext): Promise<Response> {
  if (!config.development || !isLoopbackHost(request.headers.get('host'))) {
    return await refuseUnknownPath();
  }
  requireJson(request);
  requireSameOrigin(request, config);
  await requireOperator(request, config);
  log.set({ role: 'operator' });
  log.note({ isKnown: true });
  return new Response(await openArrivals(request.signal), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      // If compressed, the lines would be held back.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

async function openArrivals(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let report: (event: ListenEvent) => void = () => undefined;
  const { url, close } = await listenForPrograms({
    port: 0,
    prefix: randomBytes(TOKEN_BYTES).toString('hex'),
    onArrival: (arrival) => report({ type: 'arrival', atMs: Date.now(), arrival }),
  });
  const listening = openListeners();
  let stop: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        report = (event) => {
          const hasRoom = (controller.desiredSize ?? 0) > 0;
          if (hasRoom) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
        };
        stop = () => {
          if (!listening.delete(stop)) return;
          void close();
          controller.close();
        };
        const [oldest] = listening;
        if (listening.size >= MAX_PAGES) oldest?.();
        listening.add(stop);
        report({ type: 'listening', url });
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) stop();
      },
      cancel() {
        if (listening.delete(stop)) void close();
      },
    },
    new CountQueuingStrategy({ highWaterMark: MAX_ARRIVALS }),
  );
}

/** The functions that close the open addresses, oldest first; a page that crashed may leave one open. */
function openListeners(): Set<() => void> {
  return perProcess('doctor.listeners', () => new Set<() => void>());
}
