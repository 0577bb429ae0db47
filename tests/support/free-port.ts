import { once } from 'node:events';
import { createServer } from 'node:net';
import { isObject } from '#lib/core/json/is-object.ts';

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!isObject(address)) throw new Error('no port');
  return address.port;
}
