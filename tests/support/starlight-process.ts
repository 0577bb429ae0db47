import { vi } from 'vitest';
import { registry, resetRegistry } from '#lib/server/registry.ts';
import { createHurriedClock } from './hurried-clock.ts';

/** One log line, decoded. */
export type LogLine = Record<string, unknown>;

export type StarlightProcess = {
  /** Every log line so far, as written. */
  rawLog: string[];
  /** The lines about requests, decoded. */
  requestLines: () => LogLine[];
};

const CONFIG_VARIABLE = /^(OPENAI|STARLIGHT)_|^(https?|no)_proxy$/i;

/**
 * Sets up this process as a freshly started Starlight with no configuration except `env`. Retries
 * work as usual, without their waits. Call `vi.unstubAllEnvs()` after the test.
 */
export function startStarlight(env: Record<string, string>): StarlightProcess {
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env))
    if (CONFIG_VARIABLE.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  resetRegistry();
  registry().slots.set('retry-clock', createHurriedClock());
  const rawLog: string[] = [];
  registry().writeLine = (line) => rawLog.push(line);
  return {
    rawLog,
    requestLines: () =>
      rawLog.map((line): LogLine => JSON.parse(line)).filter((line) => line['event'] === 'request'),
  };
}

const ORIGIN = 'http://localhost:3000';

/** A request as this site's page sends it. */
export function pageRequest(
  path: string,
  body: unknown,
  { headers = {}, ...init }: RequestInit & { headers?: Record<string, string> } = {},
): Request {
  const nonEmptyHeaders = Object.entries({
    host: new URL(ORIGIN).host,
    origin: ORIGIN,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    ...headers,
  }).filter(([, value]) => value !== '');
  return new Request(ORIGIN + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
    headers: Object.fromEntries(nonEmptyHeaders),
  });
}

/** A request as another program sends it, with a team's token; without a body, a GET. */
export function teamRequest(
  path: string,
  token: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Request {
  return new Request(ORIGIN + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
