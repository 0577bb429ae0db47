import { holdsKey } from '../../key/key-like.ts';
import { findValueFault } from '../../key/value-fault.ts';
import { type DoctorCheck, fail, pass, warn } from '../doctor-check.ts';

const IDS = [
  { name: 'OPENAI_ORG_ID', prefix: 'org-' },
  { name: 'OPENAI_PROJECT_ID', prefix: 'proj_' },
] as const;
const NOT_READ = ['OPENAI_ORGANIZATION', 'OPENAI_ORG', 'OPENAI_PROJECT'];

/** Checks organization and project, which must match the key. Their values are never shown. */
export const idsCheck: DoctorCheck = {
  id: 'ids',
  label: 'Organization and project',
  needs: ['mode'],
  run({ facts: { env } }) {
    const set = IDS.filter(({ name }) => env[name]?.trim());
    for (const { name, prefix } of set) {
      const value = env[name]?.trim() ?? '';
      if (holdsKey(value)) {
        return fail(`${name} contains what looks like a key`, {
          fix: `Remove ${name}, put the key in OPENAI_API_KEY and restart.`,
        });
      }
      if (findValueFault(value) === 'quotes') {
        return fail(`${name} has quotes in its value`, {
          fix: `Remove the quotes or the whole variable (the key alone is enough), and restart.`,
        });
      }
      if (!/^[\x21-\x7e]{1,200}$/.test(value)) {
        return fail(`${name} contains a character that no ID has`, {
          fix: `Remove ${name} and restart; the key alone is enough.`,
        });
      }
      if (!value.startsWith(prefix)) {
        return warn(`${name} doesn't start with ${prefix}`, {
          detail: "A key sent with an ID that isn't its own is rejected.",
          fix: `Remove ${name} and restart; a project key doesn't need it.`,
        });
      }
    }
    if (set.length > 0) {
      return pass(`${set.map(({ name }) => name).join(' and ')} will be sent with the key`, {
        detail: 'If the key is rejected, the doctor tries once without.',
      });
    }
    const ignored = NOT_READ.find((name) => env[name]?.trim());
    return pass("No organization or project is set; most keys don't need one", {
      ...(ignored && { detail: `${ignored} is set, but Starlight doesn't read it.` }),
    });
  },
};
