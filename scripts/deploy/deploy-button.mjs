// Puts a Deploy button for this copy of the repository into README.md, by the address of its origin.
import '../require-node-24.mjs';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { deployButton, repositoryAddress, withDeployButton } from './describe-deploy-button.mjs';

const README = new URL('../../README.md', import.meta.url);

const address = repositoryAddress(readOrigin());
const readme = readFileSync(README, 'utf8');
const changed = address === null ? null : withDeployButton(readme, deployButton(address));

if (address === null) {
  fail(
    'The remote named origin must be on github.com, gitlab.com or bitbucket.org: git remote add origin https://github.com/you/starlight',
  );
} else if (changed === null) {
  fail('README.md no longer has the two comments that the button goes between.');
} else {
  writeFileSync(README, changed);
  console.log(`README.md has a Deploy button for ${address}. Commit and push it.`);
}

function readOrigin() {
  try {
    return execFileSync('git', ['remote', 'get-url', 'origin'], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch {
    return '';
  }
}

/** @param {string} why */
function fail(why) {
  console.error(why);
  process.exitCode = 1;
}
