import { holdsKey } from '../../key/key-like.ts';
import { findValueFault } from '../../key/value-fault.ts';
import { type DoctorCheck, fail, pass, warn } from '../doctor-check.ts';

const IDS = [
  { name: 'OPENAI_ORG_ID', prefix: 'org-' },
  { name: 'OPENAI_PROJECT_ID', prefix: 'proj_' },
] as const;
const NOT_READ = ['OPENAI_ORGANIZATION', 'OPENAI_ORG', 'OPENAI_PROJECT'];

/** Organization and project, whose headers must match the key. Their values are never shown. */
export const idsCheck: DoctorCheck = {
  id: 'ids',
  label: 'Organization and project',
  needs: ['mode'],
  run({ facts: { env } }) {
    const set = IDS.filter(({ name }) => env[name]?.trim());
    for (const { name, prefix } of set) {
      const value = env[name]?.trim() ?? '';
      if (holdsKey(value)) {
        return fail(`${name} holds what looks like a key`, {
          fix: `Remove ${name}, put the key in OPENAI_API_KEY and restart.`,
        });
      }
      if (findValueFault(value) === 'quotes') {
        return fail(`${name} has quotes in its value`, {
          fix: `Remove the quotes from ${name}, or the variable: the key alone is enough. Restart.`,
        });
      }
      if (!/^[\x21-\x7e]{1,200}$/.test(value)) {
        return fail(`${name} has a character that no id has`, {
          fix: `Remove ${name} and restart: the key alone is enough.`,
        });
      }
      if (!value.startsWith(prefix)) {
        return warn(`${name} does not begin with ${prefix}`, {
          detail: 'OpenAI refuses a key together with an id that is not its own.',
          fix: `Remove ${name} and restart: a project key does not need it.`,
        });
      }
    }
    if (set.length > 0) {
      return pass(`${set.map(({ name }) => name).join(' and ')} will be sent along`, {
        detail: 'If the key is refused, it is tried once without.',
      });
    }
    const ignored = NOT_READ.find((name) => env[name]?.trim());
    return pass('No organization or project is named, which suits most keys', {
      ...(ignored && { detail: `${ignored} is set, but Starlight does not read it.` }),
    });
  },
};
