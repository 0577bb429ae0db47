import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import axios from 'axios';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DoctorReport } from '#lib/core/doctor/report/doctor-report.ts';
import { reportText } from '#lib/core/doctor/report/report-text.ts';
import { runDoctorCommand, startDoctor } from '#tests/support/doctor-command.ts';
import type { Script } from '#tests/support/scriptable-upstream.ts';
import {
  examine,
  expectNoKey,
  invalidKey,
  KEY,
  MODELS,
  openAi,
  refused,
} from '#tests/unit/doctor/doctor-fixture.ts';
import { folderForEachTest, startOpenAi } from '#tests/unit/doctor/openai-upstream.ts';

// Complete outputs, so that a review sees every changed word. `vitest run -u` rewrites them.
const FOLDER = '../fixtures/doctor';

const upstream = await startOpenAi();
const folder = folderForEachTest();
beforeEach(() => writeFileSync(path.join(folder.path, 'package.json'), '{}'));

const quota = refused(
  429,
  'insufficient_quota',
  'You exceeded your current quota',
  'insufficient_quota',
);
const notFound = refused(404, 'model_not_found', 'The model `gpt-test` does not exist');

type Situation = {
  name: string;
  /** Added to a valid environment; null removes a variable from it. */
  env?: Record<string, string | null>;
  responds?: Script;
};
const SITUATIONS: readonly Situation[] = [
  { name: 'sound' },
  { name: 'no-key', env: { OPENAI_API_KEY: null } },
  { name: 'quoted-key', env: { OPENAI_API_KEY: `"${KEY}"` } },
  { name: 'bearer-in-key', env: { OPENAI_API_KEY: `Bearer ${KEY}` } },
  { name: 'wrong-host', env: { OPENAI_BASE_URL: 'https://api.groq.com/openai/v1' } },
  { name: 'revoked-key', responds: invalidKey },
  { name: 'quota', responds: openAi({ completion: quota }) },
  { name: 'model-not-offered', responds: openAi({ offered: ['gpt-tes'], completion: notFound }) },
  { name: 'upstream-down', env: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' } },
];

describe('the command prints exactly the expected words', () => {
  it.each(SITUATIONS)('for $name', async ({ name, env = {}, responds }) => {
    if (responds) upstream.respond(responds);
    const validEnv = {
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: upstream.url,
      STARLIGHT_MODELS: MODELS,
      STARLIGHT_PUBLIC: '1',
    };
    const all = Object.fromEntries(
      Object.entries({ ...validEnv, ...env }).flatMap(([variable, value]) =>
        value === null ? [] : [[variable, value]],
      ),
    );
    const [text, json] = await Promise.all([
      runDoctorCommand(['--folder', folder.path], all),
      runDoctorCommand(['--folder', folder.path, '--json'], all),
    ]);
    expectNoKey(JSON.stringify([text, json]));
    expect([text.stderr, json.stderr]).toEqual(['', '']);
    expect(text.exitCode).toBe(json.exitCode);
    await expectWords(name, text.stdout, JSON.parse(json.stdout));
  });

  it('for axios.post(url, data, headers), as in the original question', async () => {
    const child = startDoctor(['--listen'], {});
    try {
      if (!child.stdout) throw new Error('nothing is piped');
      const lines: string[] = [];
      const reader = createInterface({ input: child.stdout });
      reader.on('line', (line) => lines.push(line));
      await once(reader, 'line');
      const url = /http:\S+\/v1/.exec(lines.join())?.[0] ?? '';
      const data = { model: 'gpt-test', messages: [{ role: 'user', content: 'Hi' }] };
      const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
      const mistake: object = { ...headers, validateStatus: () => true };
      const { data: responseBody } = await axios.post(`${url}/chat/completions`, data, mistake);
      await waitForLine(reader, lines, /await axios\.post/);
      const printed = `${lines.join('\n')}\n\n${JSON.stringify(responseBody, null, 2)}\n`;
      expectNoKey(printed);
      await expect(withoutPort(printed, new URL(url).port)).toMatchFileSnapshot(
        `${FOLDER}/listen-axios.txt`,
      );
    } finally {
      child.kill();
    }
  });
});

/** The command's upstream is on this machine; these are the words about OpenAI itself. */
describe('the report on api.openai.com has exactly the expected words', () => {
  it.each([
    { name: 'openai-revoked-key', responds: invalidKey },
    { name: 'openai-quota', responds: openAi({ completion: quota }) },
    { name: 'openai-sound', responds: openAi() },
  ])('for $name', async ({ name, responds }) => {
    upstream.respond(responds);
    const report = await examine({ env: { OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1' }, upstream });
    await expectWords(name, `${reportText(report)}\n`, report);
  });
});

async function expectWords(name: string, text: string, report: DoctorReport): Promise<void> {
  const port = String(upstream.port);
  const checks = report.checks.map((check) => ({
    ...check,
    ...(check.ms !== undefined && { ms: 0 }),
  }));
  const json = `${JSON.stringify({ ...report, checks }, null, 2)}\n`;
  const timeless = text.replaceAll(/ (\d+ ms|\d+\.\d s)$/gm, '');
  await expect(withoutPort(timeless, port)).toMatchFileSnapshot(`${FOLDER}/${name}.txt`);
  await expect(withoutPort(json, port)).toMatchFileSnapshot(`${FOLDER}/${name}.json`);
}

function withoutPort(text: string, port: string): string {
  return text.replaceAll(port, 'PORT');
}

/** Resolves once a matching line has been printed. */
async function waitForLine(
  reader: ReturnType<typeof createInterface>,
  lines: readonly string[],
  pattern: RegExp,
): Promise<void> {
  while (!lines.some((line) => pattern.test(line))) await once(reader, 'line');
}
