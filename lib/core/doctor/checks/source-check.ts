import {
  type DoctorCheck,
  type DoctorRun,
  type Finding,
  fail,
  pass,
  warn,
} from '../doctor-check.ts';
import type { EnvFile } from '../doctor-facts.ts';
import { describeKey } from '../key-text.ts';
import { compareEnvFileValue, type EnvFileQuirk } from '../report/env-file-value.ts';

const KEY = 'OPENAI_API_KEY';

/** Whether the key comes from the shell or an env file, and whether it was loaded as written there. */
export const sourceCheck: DoctorCheck = {
  id: 'source',
  label: 'Source of the key',
  needs: ['variable'],
  run(run) {
    const { facts, memory } = run;
    const key = facts.key ?? '';
    const files = facts.envFiles.filter(({ values }) => values[KEY] !== undefined);
    const fromShell = facts.shellEnv !== null && facts.shellEnv[KEY] !== undefined;
    const origin = fromShell ? undefined : files.find((file) => compare(file, key).fromFile);
    const quirk = origin ? compare(origin, key).quirk : null;
    if (origin && quirk) return findingOfQuirk(origin, quirk);
    const other = files.find((file) => file !== origin && !compare(file, key).fromFile);
    memory.hiddenKeyIn = other?.values[KEY]?.trim() ? other.name : undefined;
    if (origin) {
      return memory.hiddenKeyIn === undefined
        ? pass(`The key comes from ${origin.name}`)
        : warn(`The key comes from ${origin.name}, which overrides another key in ${other?.name}`, {
            fix: `Delete the outdated ${KEY} from one of the two files and restart.`,
          });
    }
    return other && memory.hiddenKeyIn !== undefined
      ? findingOfOverriddenFile(run, other)
      : pass(`The key comes from ${nameSource(run)}`);
  },
};

function compare(file: EnvFile, loaded: string) {
  return compareEnvFileValue(file.text, KEY, loaded);
}

function findingOfQuirk({ name }: EnvFile, { kind, position }: EnvFileQuirk): Finding {
  switch (kind) {
    case 'cut_at_hash':
      return fail(`The # at character ${position} of the key in ${name} cuts it off`, {
        detail: 'In an env file, # starts a comment unless the value is in quotes.',
        fix: `In ${name}, put the whole key in single quotes: ${KEY}='…'. Restart.`,
      });
    case 'dollar_expanded':
      return fail(`The $ at character ${position} of the key in ${name} is expanded`, {
        detail: 'In an env file, $NAME stands for another variable, even in single quotes.',
        fix: `In ${name}, write \\$ instead of the $ at character ${position}. Restart.`,
      });
    case 'escaped_line_break':
      return fail(`The \\n at character ${position} of the key in ${name} becomes a line break`, {
        detail: 'In double quotes, \\n stands for a line break.',
        fix: `In ${name}, delete the \\n from the key. Restart.`,
      });
  }
}

function findingOfOverriddenFile({ facts }: DoctorRun, file: EnvFile): Finding {
  const both = `The key in use ${describeKey(facts.key ?? '')}; the one in ${file.name} ${describeKey(file.values[KEY] ?? '')}.`;
  const { startedAtMs, development } = facts;
  // In development, a changed file would have been read again.
  if (!development && startedAtMs !== null && file.modifiedAtMs > startedAtMs) {
    return warn(
      `${file.name} has changed since the server started, and the server still has another key`,
      {
        detail: both,
        fix: 'Stop the server and start it again.',
      },
    );
  }
  return warn(`The shell's ${KEY} overrides the one in ${file.name}`, {
    detail: `${both} In PowerShell: Remove-Item Env:${KEY}. If the shell's is the right one, change nothing.`,
    fix: `unset ${KEY}`,
  });
}

function nameSource({ facts: { env, shellEnv } }: DoctorRun): string {
  if (env['VERCEL'] === '1') return "the project's settings on Vercel";
  return shellEnv === null ? 'the environment the server was started in' : 'the shell';
}
