import 'server-only';
import { isLoopbackAddress } from './is-loopback-address.ts';

const NAME = /^([a-z0-9-]+\.)*localhost$/i;

/** Whether a `Host` names this machine, so that its sender is on this machine. False for null. */
export function isLoopbackHost(host: string | null): boolean {
  const [, name = ''] = /^([^:]+|\[::1\])(:\d{1,5})?$/.exec(host ?? '') ?? [];
  return name === '[::1]' || NAME.test(name) || isLoopbackAddress(name);
}
