import { localServerNames } from '../../providers/local-servers.ts';
import { type DoctorCheck, type DoctorRun, type Finding, fail, pass } from '../doctor-check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { createKeyStep, findUpstreamKeyPage, upstreamProvider } from '../key-page.ts';
import { stepsText } from '../key-text.ts';

const KEY = 'OPENAI_API_KEY';
const NEAR_NAME = /^(MY_)?(OPEN_?AI|CHAT_?GPT|GPT)_?(API)?_?(SECRET)?_?(KEYS?|TOKEN)$/i;
const OPENAI_KEY_SHAPE = /^sk-(?!ant-|or-|lf-|admin-)[A-Za-z0-9_-]{20,400}$/;
const VERCEL_SCOPES = new Map([
  ['production', 'Production'],
  ['preview', 'Preview'],
  ['development', 'Development'],
]);

/** Whether the variable that Starlight reads has a value; if not, where the value may be instead. */
export const variableCheck: DoctorCheck = {
  id: 'variable',
  label: KEY,
  needs: ['mode'],
  run(run) {
    const { key } = run.facts;
    if (key?.trim()) return pass(`${KEY} is set`);
    return (
      hiddenByEmptyShell(run.facts) ??
      notReadYet(run.facts) ??
      underAnotherName(run) ??
      inAnotherFile(run.facts) ??
      missingOnVercel(run.facts) ??
      notNeeded(run.facts) ??
      notSet(run.facts)
    );
  },
};

function fileWithKey({ envFiles }: DoctorFacts): string | undefined {
  return envFiles.find(({ values }) => values[KEY]?.trim())?.name;
}

function hiddenByEmptyShell(facts: DoctorFacts): Finding | null {
  const file = fileWithKey(facts);
  if (facts.key === undefined || file === undefined) return null;
  // If a file of higher precedence sets it to an empty value, that file hides it.
  const emptyFile = facts.envFiles.find(({ values }) => values[KEY]?.trim() === '');
  const inShell = facts.shellEnv === null || facts.shellEnv[KEY] !== undefined;
  if (!inShell && emptyFile) {
    return fail(`An empty ${KEY} in ${emptyFile.name} hides the one in ${file}`, {
      fix: `Delete the line ${KEY}= from ${emptyFile.name} and restart.`,
    });
  }
  return fail(`An empty ${KEY} in the shell hides the one in ${file}`, {
    detail: `A shell variable overrides env files, even when it's empty. In PowerShell: Remove-Item Env:${KEY}. Then start the server again from that terminal.`,
    fix: `unset ${KEY}`,
  });
}

function notReadYet(facts: DoctorFacts): Finding | null {
  const file = fileWithKey(facts);
  if (facts.key !== undefined || file === undefined) return null;
  const title = `${KEY} is in ${file}, but the running server hasn't read it`;
  return facts.development
    ? fail(title, {
        detail: 'In development, an env file is read again when it is saved; this one was missed.',
        fix: 'Save it once more. If that changes nothing, stop the server and start it again.',
      })
    : fail(title, {
        detail: 'Env files are read once, when the server starts.',
        fix: 'Stop the server and start it again.',
      });
}

function underAnotherName({ facts: { env } }: DoctorRun): Finding | null {
  const names = Object.keys(env).filter((name) => name !== KEY && env[name]?.trim());
  const near =
    names.find((name) => NEAR_NAME.test(name)) ??
    names.find((name) => OPENAI_KEY_SHAPE.test(env[name]?.trim() ?? ''));
  if (near === undefined || !/^\w{1,60}$/.test(near)) return null;
  return fail(`${KEY} isn't set, but ${near} is`, {
    detail: 'Starlight only reads the first name.',
    fix: `Rename ${near} to ${KEY} and restart.`,
  });
}

function inAnotherFile({ strayFiles, envFiles }: DoctorFacts): Finding | null {
  const [stray] = strayFiles;
  if (!stray) return null;
  return fail(`The key is in ${stray.path}, which isn't read`, {
    detail: 'Next only reads .env.local and .env next to package.json.',
    // `mv` would overwrite an existing file.
    fix: envFiles.some(({ name }) => name === '.env.local')
      ? `Move the line ${KEY}=… from ${stray.path} to .env.local, and restart.`
      : `mv ${stray.path} .env.local`,
  });
}

function missingOnVercel({ env }: DoctorFacts): Finding | null {
  if (env['VERCEL'] !== '1') return null;
  const scope = VERCEL_SCOPES.get(env['VERCEL_ENV'] ?? '');
  const commit = /^[0-9a-f]{7}/.exec(env['VERCEL_GIT_COMMIT_SHA'] ?? '')?.[0];
  const where = scope === undefined ? 'in this deployment' : `in Vercel's ${scope} environment`;
  return fail(`${KEY} isn't set ${where}`, {
    detail: `${commit === undefined ? 'This deployment' : `The deployment of commit ${commit}`} was built without it. Each environment has its own checkbox, and a variable added later only takes effect in the next deployment.`,
    fix: stepsText([
      `On Vercel, Settings → Environment Variables: add ${KEY} and select ${scope ?? 'the environment'}.`,
      'Redeploy.',
    ]),
    link: 'https://vercel.com/docs/environment-variables',
  });
}

/** A local server needs no key, but Starlight does not chat without a value. */
function notNeeded({ upstream }: DoctorFacts): Finding | null {
  const names = localServerNames(upstream.baseUrl);
  if (names === null) return null;
  return fail(`${KEY} isn't set, and Starlight needs a value`, {
    detail: `${names}, which this port is the default of, needs no key and accepts any.`,
    fix: `${KEY}=none`,
  });
}

function notSet(facts: DoctorFacts): Finding {
  const { key, envFiles } = facts;
  const empty = envFiles.find(({ values }) => values[KEY]?.trim() === '');
  const title =
    empty !== undefined
      ? `${KEY} is empty in ${empty.name}`
      : key === undefined
        ? `${KEY} isn't set`
        : `${KEY} is set but empty`;
  return fail(title, {
    detail: 'Starlight reads it from the environment and from .env.local, next to package.json.',
    fix: stepsText([
      createKeyStep(facts),
      'Put it in .env.local, next to package.json:',
      `${KEY}=${upstreamProvider(facts)?.id === 'openai' ? 'sk-proj-' : ''}…`,
      'Restart the server.',
    ]),
    link: findUpstreamKeyPage(facts).link,
  });
}
