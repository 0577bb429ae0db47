import { describe, expect, it } from 'vitest';
import { runStep, stepEnvironment } from '../../../scripts/suites/run-step.mjs';

describe('a step of a test run', () => {
  it("does not inherit the developer's key and settings", () => {
    const inherited: NodeJS.ProcessEnv = {
      NODE_ENV: 'development',
      HOME: '/home/me',
      OPENAI_API_KEY: 'sk-mine',
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_CHROMIUM: '/opt/chromium',
      NEXT_PUBLIC_THING: 'x',
      REDIS_URL: 'redis://mine',
    };
    const environment = stepEnvironment(inherited, false);
    expect(Object.keys(environment).sort()).toEqual([
      'HOME',
      'NEXT_TELEMETRY_DISABLED',
      'PATH',
      'STARLIGHT_CHROMIUM',
    ]);
  });

  it("finds the project's tools before any other", () => {
    const { PATH } = stepEnvironment({ NODE_ENV: 'test', PATH: '/usr/bin' }, false);
    expect(PATH).toMatch(/node_modules[\\/]\.bin[:;]\/usr\/bin$/);
  });

  it('runs on the Node version that comes with the project', async () => {
    const run = await runStep({ name: 'version', command: 'node --version', held: true });
    expect(run.output.trim()).toMatch(/^v24\./);
  });

  it('returns the exit code and all output of a command', async () => {
    const command = 'node -e "console.log(1); console.error(2); process.exit(3)"';
    const run = await runStep({ name: 'fails', command, held: true });
    expect(run.exitCode).toBe(3);
    expect(run.output.split('\n').sort()).toEqual(['', '1', '2']);
  });

  it('fails when the command does not exist', async () => {
    const run = await runStep({ name: 'gone', command: 'starlight-no-such-tool', held: true });
    expect(run.exitCode).not.toBe(0);
  });
});
