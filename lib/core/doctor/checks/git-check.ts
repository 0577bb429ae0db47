import { type DoctorCheck, fail, pass, skip, warn } from '../doctor-check.ts';
import { findKeyPage } from '../key-page.ts';
import { stepsText } from '../key-text.ts';

/** Whether the key is in a git repository, or could get into one. */
export const gitCheck: DoctorCheck = {
  id: 'git',
  label: 'Not in git',
  needs: [],
  async run({ facts, signal }) {
    const git = await facts.readGit(signal);
    if (git === null)
      return skip('Not in git', { detail: "This folder isn't in a git repository." });
    if (git.keyInHistory) {
      const { commit, file } = git.keyInHistory;
      const { where, link } = findKeyPage(facts);
      return fail(`The key is in the git history (commit ${commit}, ${file})`, {
        detail:
          'Anyone who can read the repository can use it, and providers revoke keys found in public.',
        fix: stepsText([
          `Revoke the key at ${where} and create a new one.`,
          'Put the new one in OPENAI_API_KEY and restart.',
        ]),
        link,
      });
    }
    const [tracked] = git.trackedFiles;
    if (tracked !== undefined) {
      return fail(`${tracked} is tracked by git`, {
        detail: 'The next commit will include the key.',
        fix: `git rm --cached ${tracked}`,
      });
    }
    const [unignored] = git.unignoredFiles;
    if (unignored !== undefined) {
      return warn(`${unignored} isn't ignored by git`, {
        detail: '“git add .” would add the key.',
        fix: `echo '${unignored}' >> .gitignore`,
      });
    }
    if (!facts.key?.trim()) return pass('Env files are ignored');
    return git.historyRead
      ? pass("Env files are ignored, and the key isn't in the history")
      : pass('Env files are ignored', {
          detail: 'The history is long, so only the most recent part was searched for the key.',
        });
  },
};
