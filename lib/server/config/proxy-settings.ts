import 'server-only';
import { getCACertificates } from 'node:tls';
import { isLoopbackHost } from '../http/development/is-loopback-host.ts';
import { portOf } from '../proxies/choose-proxy.ts';
import { isDirect, readDirectHosts, withoutBrackets } from '../proxies/direct-hosts.ts';
import { NO_PROXIES, type Proxies, type ProxyServer } from '../proxies/proxies.ts';
import type { ConfigReader, Environment } from './config-reader.ts';

type Fault = { reason: string; problem: string; fix: string };

const ADDRESS = 'http://host:port, or http://user:password@host:port';
const FAULTS = {
  not_a_proxy_address: {
    problem: "It isn't the address of a proxy.",
    fix: `Write ${ADDRESS}. In user and password, write special characters percent-encoded: %40 for @, %23 for #.`,
  },
  proxy_scheme: {
    problem: 'It names a kind of proxy that Starlight does not speak, such as SOCKS.',
    fix: `Use an HTTP proxy: ${ADDRESS}.`,
  },
} as const;

/** Whether a variable is one of those that name proxies, in either case. */
export function isProxyVariable(name: string): boolean {
  return /^(https?|no)_proxy$/i.test(name);
}

/**
 * Reads the proxies of the network as curl and Node do: the variable in lower case first, and empty for
 * none. One that cannot be read turns chat off if an upstream would be reached through it: a request past
 * the proxy is what a network with one forbids. Other programs may use the other, so a warning is enough.
 *
 * @param baseUrls of all upstreams
 */
export function readProxies(
  env: Environment,
  reader: ConfigReader,
  baseUrls: readonly string[],
): Proxies {
  const direct = readDirectHosts(env[nameIn(env, 'NO_PROXY')] ?? '');
  const needed = baseUrls
    .map((baseUrl) => new URL(baseUrl))
    .filter((url) => !isDirect({ hostname: url.hostname, port: portOf(url) }, direct));
  const read = (name: string, protocol: string) => {
    const variable = nameIn(env, name);
    const found = readProxy(variable, env[variable]?.trim() ?? '');
    if (found === null || 'hostname' in found) return found;
    const isNeeded = needed.some((url) => url.protocol === protocol);
    const report = isNeeded ? reader.error : reader.warn;
    report(variable, found.reason, found.problem, found.fix);
    return null;
  };
  const https = read('HTTPS_PROXY', 'https:');
  const http = read('HTTP_PROXY', 'http:');
  for (const url of needed) {
    const proxy = url.protocol === 'https:' ? https : http;
    if (proxy && isLoopbackHost(url.host)) warnAboutLoopback(proxy, reader);
  }
  return https || http ? { https, http, direct } : NO_PROXIES;
}

function warnAboutLoopback({ variable }: ProxyServer, reader: ConfigReader): void {
  reader.warn(
    'NO_PROXY',
    'loopback_through_proxy',
    `Requests to this machine go through the proxy in ${variable}, which can rarely reach it.`,
    'Add localhost,127.0.0.1,::1 to NO_PROXY.',
  );
}

/** Node reads this file once, before any env file, and only prints a line if it can't. */
export function warnAboutExtraCertificates(env: Environment, reader: ConfigReader): void {
  if (!env['NODE_EXTRA_CA_CERTS']?.trim() || getCACertificates('extra').length > 0) return;
  reader.warn(
    'NODE_EXTRA_CA_CERTS',
    'certificates_not_loaded',
    "Node has read no certificate from it, so the servers it is about aren't trusted.",
    'Name a readable PEM file, and set the variable where the server starts: .env.local is read too late.',
  );
}

function nameIn(env: Environment, name: string): string {
  const lower = name.toLowerCase();
  return env[lower] === undefined ? name : lower;
}

function readProxy(variable: string, text: string): ProxyServer | Fault | null {
  if (text === '') return null;
  const url = URL.parse(/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || url.hostname === '') return fault('not_a_proxy_address');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return fault('proxy_scheme');
  const secure = url.protocol === 'https:';
  // A slash or # in a password ends the host early, and leaves the rest of the password as a path.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return fault('not_a_proxy_address');
  }
  const authorization = authorizationOf(url);
  if (authorization === undefined) return fault('not_a_proxy_address');
  return {
    variable,
    secure,
    hostname: withoutBrackets(url.hostname),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    authorization,
  };
}

/** Null without a user name; undefined if it cannot be decoded. */
function authorizationOf({ username, password }: URL): string | null | undefined {
  if (username === '') return null;
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(credentials).toString('base64')}`;
  } catch {
    return undefined;
  }
}

function fault(reason: keyof typeof FAULTS): Fault {
  return { reason, ...FAULTS[reason] };
}
