import 'server-only';
import { randomBytes } from 'node:crypto';
import { RESPONSE_CAPACITY, RESPONSE_FIELDS } from '#lib/core/response-log.ts';
import { currentConfig } from '../config.ts';
import { perProcess } from '../registry.ts';
import { createLineRing, type LineRing } from './line-ring.ts';

/** What this process remembers of its responses: one line of JSON each. */
export type ResponseMemory = { id: string; startedAt: string; lines: LineRing };

/** Asked all the time by machines; they would push out what a person looks for. */
const LEFT_OUT = new Set<unknown>(['/api/health', '/api/log']);

/** The memory of this process. It ends with the process and is written nowhere. */
export function responseMemory(): ResponseMemory {
  return perProcess('response log', () => ({
    id: randomBytes(4).toString('hex'),
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    lines: createLineRing(RESPONSE_CAPACITY),
  }));
}

/**
 * Keeps a line that was written about a request, unless STARLIGHT_RESPONSE_LOG is 0. Of its values,
 * which have been through `toLogText`, only the fields of an entry are kept.
 */
export function keepResponse(line: Readonly<Record<string, unknown>>): void {
  const { lines } = responseMemory();
  if (!currentConfig().responseLog) lines.clear();
  // As text: an object would keep alive whatever longer text its short ones were cut from.
  else if (!LEFT_OUT.has(line['route'])) lines.push(JSON.stringify(line, [...RESPONSE_FIELDS]));
}
