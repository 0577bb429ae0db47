import { execFile } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { runDoctorCommand } from '#tests/support/doctor-command.ts';
import {
  expectNoKey,
  invalidKey,
  KEY,
  MODELS,
  OTHER_KEY,
  openAi,
} from '#tests/unit/doctor/doctor-fixture.ts';
import { folderForEachTest, startOpenAi } from '#tests/unit/doctor/openai-upstream.ts';

const upstream = await startOpenAi();
const folder = folderForEachTest();
beforeEach(() => writeFileSync(path.join(folder.path, 'package.json'), '{}'));

/** Runs the command in the folder of the test, with only this environment. */
async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  const outcome = await runDoctorCommand(['--folder', folder.path, ...args], {
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: MODELS,
    STARLIGHT_PUBLIC: '1',
    ...env,
  });
  expectNoKey(outcome.stdout + outcome.stderr);
  return outcome;
}

describe('npm run doctor', () => {
  it('says in its first line that a key works, and exits with 0', async () => {
    const { exitCode, stdout, stderr } = await doctor([], { OPENAI_API_KEY: KEY });
    expect(stdout.split('\n')[0]).toBe('✓ The key works.');
    expect(stdout).toContain('gpt-test responds');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('says in its first line what is wrong, then what to do, and exits with 1', async () => {
    upstream.respond(invalidKey);
    const { exitCode, stdout } = await doctor([], { OPENAI_API_KEY: KEY });
    const [verdict, blank, step] = stdout.split('\n');
    expect(verdict).toMatch(/^✗ 127\.0\.0\.1:\d+ rejected this key\.$/);
    expect(blank).toBe('');
    expect(step).toMatch(/^ {2}Get a key from/);
    expect(stdout).toMatch(/ends in …9f/);
    expect(exitCode).toBe(1);
  });

  it('reads .env.local as the server does, and reports what that makes of a key', async () => {
    const line = `OPENAI_API_KEY=${KEY.slice(0, 30)}#${KEY.slice(30)}\n`;
    writeFileSync(path.join(folder.path, '.env.local'), line);
    const { exitCode, stdout } = await doctor([]);
    expect(stdout).toMatch(/^✗ The # at character 31 of the key in \.env\.local cuts it off\./);
    expect(exitCode).toBe(1);
    expect(upstream.requests).toEqual([]);
  });

  it('recognizes that $ is expanded even in single quotes, and that \\$ is not', async () => {
    const file = path.join(folder.path, '.env.local');
    writeFileSync(file, `OPENAI_API_KEY='${KEY}$STARLIGHT_PUBLIC'\n`);
    expect((await doctor([])).stdout).toMatch(/^✗ The \$ at character 65 of the key/);
    upstream.respond(openAi({ key: `${KEY}$STARLIGHT` }));
    writeFileSync(file, `OPENAI_API_KEY=${KEY}\\$STARLIGHT\n`);
    expect((await doctor([])).stdout).toMatch(/^✓ The key works\./);
  });

  it('prefers the key of the shell to the one in the file, and says so', async () => {
    writeFileSync(path.join(folder.path, '.env.local'), `OPENAI_API_KEY=${KEY}\n`);
    const { stdout } = await doctor([], { OPENAI_API_KEY: OTHER_KEY });
    expect(stdout).toMatch(/which hides the one in \.env\.local\.\n\n {2}unset OPENAI_API_KEY\n/);
    const emptied = await doctor([], { OPENAI_API_KEY: '' });
    expect(emptied.stdout).toMatch(/^✗ An empty OPENAI_API_KEY in the shell hides/);
  });

  it('prints the same report as JSON, and nothing else', async () => {
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

  it('prints no colors unless it writes to a terminal', async () => {
    const { stdout } = await doctor([], { OPENAI_API_KEY: KEY, FORCE_COLOR: '1' });
    expect(stdout).not.toContain('\u001b');
  });

  it('says what to do in a checkout without installed packages', async () => {
    const scripts = path.join(folder.path, 'scripts');
    cpSync(path.resolve(import.meta.dirname, '../../scripts'), scripts, { recursive: true });
    const start = path.join(scripts, 'start-doctor.mjs');
    const plain = await promisify(execFile)(process.execPath, [start]).catch((error) => error);
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr).toMatch(/^The doctor can't run\. Run npm ci first/);
    const json = await promisify(execFile)(process.execPath, [start, '--json']).catch((e) => e);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, checks: [] });
  });

  it('exits with 2 when it cannot run, and does not repeat its arguments', async () => {
    const unknown = await doctor([`--key=${KEY}`]);
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/^The doctor can't run\. Its options are --json/);
    rmSync(path.join(folder.path, 'package.json'));
    const withoutProject = await doctor(['--json']);
    expect(withoutProject.exitCode).toBe(2);
    expect(JSON.parse(withoutProject.stdout)).toMatchObject({ ok: false, checks: [] });
  });
});
