import { trimEndWhile } from '../text/trim-end-while.ts';

type LocalServer = { name: string; port: number; acceptsNoPath?: boolean };

/**
 * Programs that serve models on one's own machine, by their default port; from their documentation
 * (November 2026). All have OpenAI's API under `/v1`; those with `acceptsNoPath` without it as well.
 */
export const LOCAL_SERVERS: readonly LocalServer[] = [
  { name: 'Ollama', port: 11434 },
  { name: 'LM Studio', port: 1234 },
  { name: 'vLLM', port: 8000 },
  { name: 'llama.cpp', port: 8080, acceptsNoPath: true },
  { name: 'LocalAI', port: 8080, acceptsNoPath: true },
  { name: 'text-generation-webui', port: 5000 },
  { name: 'TabbyAPI', port: 5000 },
  { name: 'Jan', port: 1337 },
];

const LOOPBACK = /^(?:localhost|.{1,200}\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
// A container's name, a private network, or a name that only exists in one.
const PRIVATE =
  /^(?:[a-z0-9_-]{1,63}|10\.[\d.]{5,11}|192\.168\.[\d.]{3,7}|172\.(?:1[6-9]|2\d|3[01])\.[\d.]{3,7}|host\.docker\.internal|.{1,200}\.(?:local|lan|internal))$/;

/** Whether a base URL leads to this machine or its private network, where servers rarely need a key. */
export function isLocalServer(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return LOOPBACK.test(hostname) || PRIVATE.test(hostname);
}

/** "Ollama", or "llama.cpp or LocalAI": what may be at a local address, by its port; `null` if unknown. */
export function localServerNames(baseUrl: string): string | null {
  const names = serversAt(baseUrl).map(({ name }) => name);
  return names.length === 0 ? null : names.join(' or ');
}

/** The base URL of the server that may be at this local address, if the given one lacks `/v1`. */
export function correctLocalUrl(baseUrl: string): string | null {
  const servers = serversAt(baseUrl);
  const { origin, pathname } = new URL(baseUrl);
  const path = trimEndWhile(pathname, /\//);
  const isMissing = path === '' && !servers.some(({ acceptsNoPath }) => acceptsNoPath === true);
  return servers.length > 0 && (isMissing || path === '/api') ? `${origin}/v1` : null;
}

function serversAt(baseUrl: string): readonly LocalServer[] {
  const port = Number(new URL(baseUrl).port);
  return isLocalServer(baseUrl) ? LOCAL_SERVERS.filter((server) => server.port === port) : [];
}
