import 'server-only';
import { randomBytes } from 'node:crypto';
import { RESPONSE_FIELDS } from '#lib/core/response-log/response-log.ts';
import { currentConfig } from '../config/read-config.ts';
import { perProcess } from '../registry.ts';
import type { ResponseClass } from '../response-log/classify-response.ts';
import { createResponseStore, type ResponseStore } from '../response-log/response-store.ts';

/** The responses that this process keeps: one line of JSON each. */
type ResponseMemory = { id: string; startedAt: string; lines: ResponseStore };

/** The memory of this process, which is lost when the process ends and never written to disk. */
export function responseMemory(): ResponseMemory {
  return perProcess('response log', () => ({
    id: randomBytes(4).toString('hex'),
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    lines: createResponseStore(),
  }));
}

/**
 * Keeps a line about a request in the room of its class, unless STARLIGHT_RESPONSE_LOG is 0. Its
 * values have already passed `toLogText`; only the fields of an entry are kept.
 */
export function keepResponse(
  line: Readonly<Record<string, unknown>>,
  responseClass: ResponseClass,
): void {
  const { lines } = responseMemory();
  if (!currentConfig().responseLog) {
    lines.clear();
    return;
  }
  // As text, because an object would keep alive the longer strings that its values were sliced from.
  lines.push(JSON.stringify(line, [...RESPONSE_FIELDS]), {
    class: responseClass,
    owner: ownerOf(line),
  });
}

/** Who caused a line; if it names nobody, its route and kind. */
function ownerOf({ teamToken, visitor, route, kind }: Readonly<Record<string, unknown>>): string {
  const caller = teamToken ?? visitor;
  return JSON.stringify(caller === undefined ? [route, kind] : [caller]);
}
