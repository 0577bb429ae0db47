import 'server-only';
import type { LogFields } from '../log/log-fields.ts';
import type { ResponseClass } from './class-of-response.ts';

/** What tells one kind of request from another in a flood. */
export type RequestKind = { class: ResponseClass } & Pick<LogFields, 'route' | 'method' | 'kind'>;

/** Turns, which can cost money, codes that were compared, and sign-ins: each has its line. */
export function isAlwaysWritten({ class: of, route, method }: RequestKind): boolean {
  if (of === 'turn' || of === 'wrong_code') return true;
  return of === 'account' && route === '/api/session' && method === 'POST';
}
