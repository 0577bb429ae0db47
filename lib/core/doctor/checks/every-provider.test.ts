import { describe, expect, it, test } from 'vitest';
import { inspectKey } from '../../key/inspect-key.ts';
import { PROVIDERS, type Provider } from '../../providers/find-provider.ts';
import { LOCAL_SERVERS } from '../../providers/local-servers.ts';
import type { DoctorCheck, Finding } from '../doctor-check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { addressCheck } from './address-check.ts';
import { pairingCheck } from './pairing-check.ts';
import { shapeCheck } from './shape-check.ts';
import { variableCheck } from './variable-check.ts';

const filled = ({ baseUrl }: Provider) => baseUrl.replace(/YOUR-[A-Z]+/g, 'a1');
const rows = PROVIDERS.map(
  (provider) => [`${provider.name} at ${filled(provider)}`, provider] as const,
);
const keyOf = ({ keyPrefixes: [prefix] }: Provider) =>
  prefix === undefined ? undefined : `${prefix}${'a1B2c3D4'.repeat(6)}`;

/** Runs a check without a network; the checks used here read no other facts. */
async function find(
  check: DoctorCheck,
  { baseUrl, key, given = baseUrl }: { baseUrl: string; key?: string | undefined; given?: string },
): Promise<Finding> {
  const host = new URL(baseUrl).host;
  const facts = {
    key,
    keyInspection: inspectKey(key, { baseUrlHost: host }),
    env: { OPENAI_BASE_URL: given },
    shellEnv: null,
    envFiles: [],
    strayFiles: [],
    place: 'terminal',
    development: false,
    upstream: { baseUrl, name: host, organization: null, project: null, models: ['m'] },
  } as Partial<DoctorFacts> as DoctorFacts;
  const memory = { failures: new Map() };
  return check.run({ facts, memory, results: new Map(), signal: AbortSignal.timeout(1000) });
}

describe.each(rows)('%s', (_, provider) => {
  const right = filled(provider);
  const { origin, pathname } = new URL(right);

  it('has a base URL that the doctor accepts', async () => {
    expect(await find(addressCheck, { baseUrl: right })).toMatchObject({ status: 'pass' });
  });

  it('is named with the line to set for its URL without a path', async () => {
    const finding = await find(addressCheck, { baseUrl: origin });
    if (pathname === '/') expect(finding.status).toBe('pass');
    else {
      expect(finding.status).toMatch(/warn|fail/);
      expect(finding.fix).toMatch(/^OPENAI_BASE_URL=https:\/\/\S+$/);
      if (!pathname.includes('a1')) expect(finding.fix).toBe(`OPENAI_BASE_URL=${right}`);
    }
  });

  it('is named with the line to set for an endpoint', async () => {
    const finding = await find(addressCheck, {
      baseUrl: 'https://api.openai.com/v1',
      given: `${right}/chat/completions`,
    });
    expect(finding).toMatchObject({ status: 'fail', fix: `OPENAI_BASE_URL=${right}` });
  });

  it('is named with the line to set for its website, where no key is sent', async () => {
    for (const host of provider.wrongHosts) {
      const baseUrl = `https://${host.replace('*', 'eu-1')}`;
      expect(await find(addressCheck, { baseUrl })).toMatchObject({
        status: 'fail',
        fix: expect.stringContaining(provider.baseUrl),
      });
    }
  });

  it("is named for its key with another's address, and the other for the opposite", async () => {
    const key = keyOf(provider);
    const owner = PROVIDERS.find(({ id }) => id === provider.id);
    const others = PROVIDERS.filter(
      ({ id, acceptsKeysOf = [] }) =>
        id !== provider.id && acceptsKeysOf !== 'all' && !acceptsKeysOf.includes(provider.id),
    );
    for (const other of key === undefined ? [] : others) {
      const { status, title, fix } = await find(pairingCheck, { baseUrl: filled(other), key });
      expect({ status, title }).toEqual({
        status: 'fail',
        title:
          other.id === 'azure' && provider.id === 'openai'
            ? 'This is an OpenAI key, but OPENAI_BASE_URL is an Azure address'
            : `The key is from ${owner?.name}, but requests go to ${other.name}`,
      });
      expect(fix).toContain(
        provider.id === 'openai' && other.id === 'azure'
          ? 'OPENAI_BASE_URL'
          : `OPENAI_BASE_URL=${owner?.baseUrl}`,
      );
    }
  });

  it('accepts its own key', async () => {
    const key = keyOf(provider);
    if (key === undefined || provider.id === 'openai') return;
    expect(await find(shapeCheck, { baseUrl: right, key })).toMatchObject({ status: 'pass' });
    expect(await find(pairingCheck, { baseUrl: right, key })).toMatchObject({ status: 'pass' });
  });
});

test('doubts a key that looks like none of its provider', async () => {
  const baseUrl = 'https://api.groq.com/openai/v1';
  expect(await find(pairingCheck, { baseUrl, key: 'Ab3dE5gH7jK9mN1p' })).toMatchObject({
    status: 'warn',
    title: "The key doesn't look like one from Groq",
    detail: 'Its keys start with gsk_.',
    fix: expect.stringContaining('console.groq.com/keys'),
    link: 'https://console.groq.com/keys',
  });
});

test('lets a gateway pass on the key of any provider', async () => {
  const baseUrl = 'https://gateway.ai.cloudflare.com/v1/account/gateway/compat';
  expect(await find(pairingCheck, { baseUrl, key: 'gsk_aB3dE5gH7jK9' })).toMatchObject({
    status: 'pass',
  });
});

describe.each(LOCAL_SERVERS)('$name on port $port', ({ name, port, acceptsNoPath }) => {
  const baseUrl = `http://localhost:${port}/v1`;

  it('may be there, and accepts any key', async () => {
    const address = await find(addressCheck, { baseUrl });
    expect(address).toMatchObject({ status: 'pass', detail: expect.stringContaining(name) });
    for (const key of ['none', 'ollama', 'x']) {
      expect(await find(shapeCheck, { baseUrl, key })).toMatchObject({ status: 'pass' });
      expect(await find(pairingCheck, { baseUrl, key })).toMatchObject({ status: 'pass' });
    }
  });

  it('needs no key, so that any value will do', async () => {
    expect(await find(variableCheck, { baseUrl })).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining(name),
      fix: 'OPENAI_API_KEY=none',
    });
  });

  it('has its API under /v1', async () => {
    const finding = await find(addressCheck, { baseUrl: `http://localhost:${port}` });
    if (acceptsNoPath === true) expect(finding.status).toBe('pass');
    else expect(finding).toMatchObject({ status: 'warn', fix: `OPENAI_BASE_URL=${baseUrl}` });
  });
});
