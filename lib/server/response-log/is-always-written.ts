import 'server-only';
import type { LogFields } from '../log/log-fields.ts';
import type { ResponseClass } from './classify-response.ts';

/** What distinguishes kinds of requests in a flood. */
export type RequestKind = { class: ResponseClass } & Pick<LogFields, 'route' | 'method' | 'kind'>;

/** True for turns, which can cost money, compared codes, and sign-ins: each is written. */
export function isAlwaysWritten({ class: responseClass, route, method }: RequestKind): boolean {
  if (responseClass === 'turn' || responseClass === 'wrong_code') return true;
  return responseClass === 'account' && route === '/api/session' && method === 'POST';
}
