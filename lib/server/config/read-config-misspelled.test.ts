import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { GUARDING_NAMES } from './guarding-variables.ts';
import { readConfig } from './read-config.ts';

const live = {
  OPENAI_API_KEY: 'sk-proj-qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yAqX7vR2mK9tB4nW8z',
  STARLIGHT_ACCESS_CODE: 'Zj5kVh2gXf9dCa7sQe4r',
  STARLIGHT_TEAM_TOKENS: 'bot:team-token-of-thirty-two-letters',
};

const read = (env: Record<string, string>) => readConfig({ ...live, ...env });

beforeEach(resetRegistry);

describe('a misspelled name', () => {
  const withName = (name: string) => read({ [name]: '5' });

  it.each(GUARDING_NAMES.filter((name) => name.startsWith('STARLIGHT_')))(
    'of %s turns chat off and is reported',
    (name) => {
      const letters = name.slice('STARLIGHT_'.length);
      const misspellings = [
        name.slice(0, -1),
        `${name}X`,
        `STARLIGHT_${letters.slice(1)}`,
        name.replace('STARLIGHT', 'STARLIGTH'),
        name.replace('STARLIGHT', 'STARLIHGT'),
        name.toLowerCase(),
        `Starlight_${letters}`,
        name.replaceAll('_', '-'),
      ];
      for (const wrong of misspellings) {
        const { mode, problems } = withName(wrong);
        expect([wrong, mode]).toEqual([wrong, 'not_configured']);
        const own = problems.find(({ variable }) => variable === wrong);
        expect(own).toMatchObject({ reason: 'unknown_variable', severity: 'error' });
      }
    },
  );

  it.each([
    (name: string) => `${name} `,
    (name: string) => `\u00a0${name}`,
    (name: string) => `"${name}"`,
    (name: string) => `export ${name}`,
    (name: string) => `$${name}`,
    (name: string) => name.replace('A', '\u0410'),
    (name: string) => name.replace('_', '\u200b_'),
    (name: string) =>
      name.replaceAll(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    (name: string) => `NEXT_PUBLIC_${name}`,
  ])(
    'with stray characters in or around it turns chat off, and the fix names the right one: %#',
    (misspell) => {
      for (const name of GUARDING_NAMES) {
        const { mode, problems } = withName(misspell(name));
        expect([name, mode]).toEqual([name, 'not_configured']);
        const [own] = problems.filter(({ reason }) => reason === 'unknown_variable');
        expect(own?.variable).toMatch(/^[A-Z_]+$/);
        expect(own?.fix).toContain(`Rename it to ${name}`);
      }
    },
  );

  it('is ignored when the right name is also set to the same value', () => {
    const same = { STARLIGHT_DAILY_TOKENS: '5', NEXT_PUBLIC_STARLIGHT_DAILY_TOKENS: '5' };
    expect(read(same)).toMatchObject({ mode: 'live', dailyTokens: 5, problems: [] });
    expect(read({ ...same, STARLIGHT_DAILY_TOKENS: '50' }).mode).toBe('not_configured');
  });

  it('is ignored when it is commented out or comes from Kubernetes', () => {
    const env = {
      '#STARLIGHT_DAILY_TOKENS': '5',
      STARLIGHT_SERVICE_HOST: '10.0.0.7',
      STARLIGHT_SERVICE_PORT: '3000',
      STARLIGHT_SERVICE_PORT_HTTP: '3000',
      STARLIGHT_PORT: 'tcp://10.0.0.7:3000',
      STARLIGHT_PORT_3000_TCP: 'tcp://10.0.0.7:3000',
      STARLIGHT_PORT_3000_TCP_ADDR: '10.0.0.7',
      STARLIGHT_MODELS_SERVICE_HOST: '10.0.0.8',
    };
    expect(read(env)).toMatchObject({ mode: 'live', problems: [] });
  });

  it.each([
    'STARLIGHT_PASSWORD',
    'STARLIGHT_QUOTA',
    'STARLIGHT_COST_PER_DAY',
    'STARLIGHT_REQUESTS_PER_MINUTE',
    'STARLIGHT_ALLOWED_USERS',
    'STARLIGHT_TOKENS_PER_DAY',
    'STARLIGHT_DAILY_LIMIT',
    'STARLIGHT_MAX_TOKENS',
    'STARLIGHT_BUDGET',
    'STARLIGHT_PASSWORD_CODE',
    'OPENAI_BASEURL',
  ])('turns chat off when it looks like a limit: %s', (name) => {
    expect(withName(name).mode).toBe('not_configured');
  });

  it.each(['STARLIGHT_COLOR', 'STARLIGHT_TTFB_TIMEOUT', 'STARLIGHT_CONTAKT'])(
    'is reported as unknown, and chat still works: %s',
    (name) => {
      const { mode, problems } = withName(name);
      expect(mode).toBe('live');
      expect(problems).toMatchObject([{ variable: name, severity: 'warning' }]);
    },
  );

  it('is ignored when its value is empty or another program owns the name', () => {
    expect(read({ STARLIGHT_DAILY_TOKEN: ' ' }).problems).toEqual([]);
    expect(read({ HOME: '/', OPENAI_API_BASE: 'x', TEAM_TOKENS: 'y' }).problems).toEqual([]);
  });

  it('is read in any case where names are case-insensitive, as on Windows', () => {
    const env = new Proxy<Record<string, string>>(
      { ...live, Starlight_Rate_Limit: '5' },
      {
        get: (all, name) =>
          Object.entries(all).find(([key]) => key.toUpperCase() === name)?.[1] ??
          Reflect.get(all, name),
      },
    );
    expect(readConfig(env)).toMatchObject({ mode: 'live', rateLimit: 5, problems: [] });
  });
});

describe('STARLIGHT_BASE_PATH', () => {
  it.each(['/chat', '/', 'chat'])('is answered with the reason, and chat stays on: %s', (value) => {
    const { mode, problems } = readConfig({ STARLIGHT_DEMO: '1', STARLIGHT_BASE_PATH: value });
    expect(mode).toBe('demo');
    expect(problems).toMatchObject([
      { variable: 'STARLIGHT_BASE_PATH', reason: 'no_sub_path', severity: 'warning' },
    ]);
    expect(problems[0]?.fix).toContain('host name of its own');
  });
});
