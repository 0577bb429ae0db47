import { AND_RESTART } from './operator-messages.ts';

/** `next dev` reads these again as soon as they are saved: a new, a changed and a deleted one. */
const TAKES_EFFECT = 'it takes effect immediately.';

/** A variable of the shell, and one that Node itself reads at its start, only change with a restart. */
const NEEDS_RESTART = /\bunset\b|\bshell\b|NODE_EXTRA_CA_CERTS/;

/**
 * Advice to change a variable as it is right under `next dev`, where saving the env file replaces the
 * restart. Other texts, and advice about variables that need a restart all the same, stay as they are.
 */
export function adviceInDevelopment(text: string): string {
  return NEEDS_RESTART.test(text) ? text : text.split('\n').map(inDevelopment).join('\n');
}

function inDevelopment(line: string): string {
  const save = `save ${/\.env\b/.test(line) ? 'the file' : '.env.local'}`;
  const Save = `S${save.slice(1)}`;
  return line
    .replaceAll(AND_RESTART, `${save}; ${TAKES_EFFECT}`)
    .replaceAll('restart (on Vercel: redeploy).', `${save}; ${TAKES_EFFECT}`)
    .replaceAll('Then restart.', `Then ${save}; ${TAKES_EFFECT}`)
    .replaceAll('Restart the server.', `${Save}; ${TAKES_EFFECT}`)
    .replaceAll('. Restart.', `. ${Save}; ${TAKES_EFFECT}`)
    .replaceAll(', and restart', `, and ${save}`)
    .replaceAll(' and restart', ` and ${save}`);
}
