import { OPENAI, OPENAI_KEY_PAGE } from '../../key/providers.ts';
import { type DoctorCheck, fail, pass, skip, warn } from '../doctor-check.ts';
import { stepsText } from '../key-words.ts';

const NEW_KEY = [
  `Revoke the key at ${OPENAI_KEY_PAGE} and create a new one.`,
  'Put the new one in OPENAI_API_KEY and restart.',
];

/** Whether the key is, or may get, where a repository takes it. */
export const gitCheck: DoctorCheck = {
  id: 'git',
  label: 'Not in git',
  needs: [],
  async run({ facts, signal }) {
    const git = await facts.readGit(signal);
    if (git === null) return skip('Not in git', { detail: 'This folder is not a git work tree.' });
    if (git.keyInHistory) {
      const { commit, file } = git.keyInHistory;
      return fail(`The key is in the git history (commit ${commit}, ${file})`, {
        detail:
          'Whoever can read the repository can use it. OpenAI revokes keys that it finds published.',
        fix: stepsText(NEW_KEY),
        link: OPENAI.keyPage,
      });
    }
    const [tracked] = git.trackedFiles;
    if (tracked !== undefined) {
      return fail(`${tracked} is under version control`, {
        detail: 'The next commit takes the key along.',
        fix: `git rm --cached ${tracked}`,
      });
    }
    const [unignored] = git.unignoredFiles;
    if (unignored !== undefined) {
      return warn(`${unignored} is not ignored by git`, {
        detail: 'A “git add .” would take the key along.',
        fix: `echo '${unignored}' >> .gitignore`,
      });
    }
    if (!facts.key?.trim()) return pass('Env files are ignored');
    return git.historyRead
      ? pass('Env files are ignored, and the key is nowhere in the history')
      : pass('Env files are ignored', {
          detail: 'The history is long, so only its newest part was searched for the key.',
        });
  },
};
