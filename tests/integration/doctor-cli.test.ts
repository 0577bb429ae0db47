import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '../support/scriptable-upstream.ts';
import {
  expectNoKey,
  invalidKey,
  KEY,
  MODELS,
  OTHER_KEY,
  openAi,
} from '../unit/doctor/doctor-fixture.ts';

const root = path.resolve(import.meta.dirname, '../..');

let upstream: ScriptableUpstream;
let folder: string;
beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.respond(openAi());
  folder = mkdtempSync(path.join(tmpdir(), 'doctor-cli-'));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  return () => rmSync(folder, { recursive: true });
});

/** Runs the command as a process of its own, with just this environment. */
async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  const script = path.join(root, 'scripts/doctor.ts');
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', script, '--folder', folder, ...args],
    {
      cwd: root,
      env: {
        NODE_ENV: 'production',
        PATH: process.env['PATH'] ?? '',
        OPENAI_BASE_URL: upstream.url,
        STARLIGHT_MODELS: MODELS,
        STARLIGHT_PUBLIC: '1',
        ...env,
      },
    },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [exitCode] = await once(child, 'close');
  expectNoKey(stdout + stderr);
  return { exitCode, stdout, stderr };
}

describe('npm run doctor', () => {
  it('says in its first line that a key works, and ends with 0', async () => {
    const { exitCode, stdout, stderr } = await doctor([], { OPENAI_API_KEY: KEY });
    expect(stdout.split('\n')[0]).toBe('✓ The key works.');
    expect(stdout).toContain('gpt-test answers');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('says in its first line what is wrong, then what to do, and ends with 1', async () => {
    upstream.respond(invalidKey);
    const { exitCode, stdout } = await doctor([], { OPENAI_API_KEY: KEY });
    const [verdict, blank, step] = stdout.split('\n');
    expect(verdict).toMatch(/^✗ 127\.0\.0\.1:\d+ does not accept this key\.$/);
    expect(blank).toBe('');
    expect(step).toMatch(/^ {2}Get a key from/);
    expect(stdout).toMatch(/ends in …9f/);
    expect(exitCode).toBe(1);
  });

  it('reads .env.local as the server does, and sees what that makes of a key', async () => {
    const line = `OPENAI_API_KEY=${KEY.slice(0, 30)}#${KEY.slice(30)}\n`;
    writeFileSync(path.join(folder, '.env.local'), line);
    const { exitCode, stdout } = await doctor([]);
    expect(stdout).toMatch(/^✗ The # at character 31 of the key in \.env\.local cuts it off\./);
    expect(exitCode).toBe(1);
    expect(upstream.requests).toEqual([]);
  });

  it('sees that $ is replaced between single quotes as well, and that \\$ is not', async () => {
    const file = path.join(folder, '.env.local');
    writeFileSync(file, `OPENAI_API_KEY='${KEY}$STARLIGHT_PUBLIC'\n`);
    expect((await doctor([])).stdout).toMatch(/^✗ The \$ at character 65 of the key/);
    upstream.respond(openAi({ key: `${KEY}$STARLIGHT` }));
    writeFileSync(file, `OPENAI_API_KEY=${KEY}\\$STARLIGHT\n`);
    expect((await doctor([])).stdout).toMatch(/^✓ The key works\./);
  });

  it('takes the key of the shell before the one in the file, and says so', async () => {
    writeFileSync(path.join(folder, '.env.local'), `OPENAI_API_KEY=${KEY}\n`);
    const { stdout } = await doctor([], { OPENAI_API_KEY: OTHER_KEY });
    expect(stdout).toMatch(/which hides the one in \.env\.local\.\n\n {2}unset OPENAI_API_KEY\n/);
    const emptied = await doctor([], { OPENAI_API_KEY: '' });
    expect(emptied.stdout).toMatch(/^✗ An empty OPENAI_API_KEY in the shell hides/);
  });

  it('gives the same as JSON, and nothing else', async () => {
    const { exitCode, stdout } = await doctor(['--json'], { OPENAI_API_KEY: `"${KEY}"` });
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(['ok', 'verdict', 'fix', 'checks']);
    expect(report.verdict).toBe('The key has quotation marks around it.');
    expect(report.checks[0]).toMatchObject({
      id: 'mode',
      status: 'pass',
      title: expect.any(String),
    });
    expect(exitCode).toBe(1);
  });

  it('colours nothing that is not a terminal', async () => {
    const { stdout } = await doctor([], { OPENAI_API_KEY: KEY, FORCE_COLOR: '1' });
    expect(stdout).not.toContain('\u001b');
  });

  it('ends with 2 when it cannot run, and does not repeat what it was given', async () => {
    const unknown = await doctor([`--key=${KEY}`]);
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/^The doctor cannot run\. It knows --json/);
    rmSync(path.join(folder, 'package.json'));
    const elsewhere = await doctor(['--json']);
    expect(elsewhere.exitCode).toBe(2);
    expect(JSON.parse(elsewhere.stdout)).toMatchObject({ ok: false, checks: [] });
  });
});
