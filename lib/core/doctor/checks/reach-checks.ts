import { type DoctorCheck, type DoctorRun, type Finding, pass, skip } from '../doctor-check.ts';
import { findingOfThrown } from '../failure-findings.ts';
import { stepsText } from '../key-text.ts';

const IP_ADDRESS = /^(\[.*\]|\d+\.\d+\.\d+\.\d+)$/;

/** The network is not used until key and address could be right. */
const BEFORE_THE_WIRE = ['source', 'shape', 'address', 'pairing'] as const;

/** Whether the host of the base URL resolves to an address. */
export const nameCheck: DoctorCheck = {
  id: 'name',
  label: 'Name resolution',
  needs: BEFORE_THE_WIRE,
  run: (run) =>
    attempt(run, async ({ facts, signal }, { hostname }) => {
      if (IP_ADDRESS.test(hostname) && !facts.upstream.proxy)
        return pass(`${hostname} is already an IP address`);
      const { proxy } = facts.upstream;
      const addresses = await facts.wire.resolve(hostname, signal);
      const count = addresses.length === 1 ? 'one address' : `${addresses.length} addresses`;
      if (!proxy) return pass(`${hostname} resolves to ${count}`);
      return pass(`The proxy in ${proxy.variable} resolves to ${count}`, {
        detail: `${hostname} is resolved by the proxy, not by this machine.`,
      });
    }),
};

/** Whether the host accepts connections. */
export const connectionCheck: DoctorCheck = {
  id: 'connection',
  label: 'Connection',
  needs: ['name'],
  run: (run) =>
    attempt(run, async ({ facts, signal }, url) => {
      await facts.wire.connect(bareHost(url), portOf(url), signal);
      const { proxy } = facts.upstream;
      if (!proxy) return pass(`Connected to ${url.hostname}, port ${portOf(url)}`);
      return url.protocol === 'https:'
        ? pass(`Connected to ${url.hostname}, port ${portOf(url)}, through the proxy`, {
            detail: `The proxy is ${proxy.hostname}, port ${proxy.port}, from ${proxy.variable}.`,
          })
        : pass(
            `Connected to the proxy in ${proxy.variable}: ${proxy.hostname}, port ${proxy.port}`,
          );
    }),
};

/** Whether the host has a valid certificate. */
export const tlsCheck: DoctorCheck = {
  id: 'tls',
  label: 'Encryption',
  needs: ['connection'],
  run: (run) =>
    attempt(run, async ({ facts: { wire }, signal }, url) => {
      if (url.protocol !== 'https:') {
        return skip('Encryption', { detail: 'OPENAI_BASE_URL uses plain http, so there is none.' });
      }
      const protocol = await wire.handshake(bareHost(url), portOf(url), signal);
      const known = /^TLSv1(\.\d)?$/.test(protocol) ? ` (${protocol.replace('v', ' ')})` : '';
      return pass(`The certificate of ${url.hostname} is valid${known}`);
    }),
};

async function attempt(
  run: DoctorRun,
  act: (run: DoctorRun, url: URL) => Promise<Finding>,
): Promise<Finding> {
  const { facts, signal } = run;
  try {
    return await act(run, new URL(facts.upstream.baseUrl));
  } catch (error) {
    if (signal.aborted) throw error;
    const { failure, ...finding } = findingOfThrown(error, facts);
    if (failure.kind !== 'upstream_timeout') return finding;
    const { hostname } = new URL(facts.upstream.baseUrl);
    return {
      ...finding,
      title: `${hostname} doesn't respond`,
      fix: stepsText([
        `Allow this machine to reach ${hostname}; a firewall may be dropping the connection.`,
        'Then run the doctor again.',
      ]),
    };
  }
}

function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
