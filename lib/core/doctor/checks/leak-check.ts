import { holdsKey } from '../../key/key-like.ts';
import { type DoctorCheck, type DoctorRun, type Finding, fail, pass } from '../doctor-check.ts';
import { findKeyPage } from '../key-page.ts';
import { stepsText } from '../key-text.ts';

// Build tools put variables with these prefixes into the page.
const PUBLIC_PREFIX = /^(NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|GATSBY_|PUBLIC_)/;
const MIN_KEY_LENGTH = 8;

/** Whether a key is exposed to every visitor. */
export const leakCheck: DoctorCheck = {
  id: 'leak',
  label: 'No key in the page',
  needs: [],
  async run(run) {
    const { facts, signal } = run;
    const variable = publicVariableWithKey(run);
    if (variable !== undefined) return leakedBy(variable, run);
    const { link } = findKeyPage(facts);
    const served = facts.strayFiles.find(({ isPublic }) => isPublic);
    if (served) {
      return fail(`${served.path} contains the key, and anyone can download that file`, {
        detail: 'Next serves everything in the public folder.',
        fix: stepsText([`Delete ${served.path}.`, ...newKeySteps(run)]),
        link,
      });
    }
    const built = await facts.findKeyInBuild(signal);
    const [file] = built ?? [];
    if (file !== undefined) {
      return fail('A key is built into the page, where anyone can read it', {
        detail: `It is in ${file}${more(built?.length ?? 1)}.`,
        fix: stepsText([
          'Take the key out of every file that runs in the browser.',
          'npm run build',
          ...newKeySteps(run),
        ]),
        link,
      });
    }
    const nothingBuilt = built === null;
    return pass(
      nothingBuilt
        ? 'No public variable contains a key'
        : 'No public variable or file of the built page contains a key',
    );
  },
};

function publicVariableWithKey({
  facts: { env, key = '', envFiles },
}: DoctorRun): string | undefined {
  const secret = key.trim();
  const exposes = (value: string | undefined) =>
    value !== undefined &&
    (holdsKey(value) || (secret.length >= MIN_KEY_LENGTH && value.includes(secret)));
  const settings = [env, ...envFiles.map(({ values }) => values)].flatMap((known) =>
    Object.entries(known),
  );
  return settings.find(([name, value]) => PUBLIC_PREFIX.test(name) && exposes(value))?.[0];
}

function leakedBy(variable: string, run: DoctorRun): Finding {
  const isNext = variable.startsWith('NEXT_PUBLIC_');
  return fail(`${variable} puts a key into the page, where anyone can read it`, {
    detail: isNext
      ? "Next builds every variable with this prefix into the page, so Starlight doesn't start with it. If the page was deployed with it, the key is public."
      : 'Build tools put variables with this prefix into the page.',
    fix: stepsText([`Rename ${variable} to OPENAI_API_KEY.`, ...newKeySteps(run)]),
    link: findKeyPage(run.facts).link,
  });
}

function newKeySteps({ facts }: DoctorRun): string[] {
  return [
    `Revoke that key at ${findKeyPage(facts).where} and create a new one.`,
    'Put the new one in OPENAI_API_KEY and restart.',
  ];
}

function more(count: number): string {
  return count > 1 ? ` and ${count - 1} more` : '';
}
