import { describe, expect, it } from 'vitest';
import {
  deployButton,
  repositoryAddress,
  withDeployButton,
} from '../../../scripts/deploy/describe-deploy-button.mjs';
import { readSource } from './source-files.ts';

const ADDRESS = 'https://github.com/you/starlight';

describe('the Deploy button', () => {
  it.each([
    'git@github.com:you/starlight.git',
    'ssh://git@github.com/you/starlight.git',
    'https://github.com/you/starlight.git',
    'https://github.com/you/starlight\n',
    'https://you:ghp_secret@github.com/you/starlight.git',
  ])('knows the repository by its remote, without what signs in: %s', (remote) => {
    expect(repositoryAddress(remote)).toBe(ADDRESS);
  });

  it.each([
    '',
    '/srv/git/starlight',
    'https://git.internal/you/starlight',
    'git@github.com:',
    'https://github.com/you',
  ])('needs one that Vercel can import: %j', (remote) => {
    expect(repositoryAddress(remote)).toBeNull();
  });

  it('imports the repository and asks for what a site needs, and for nothing else', () => {
    const [, target = ''] =
      /\]\((https:\/\/vercel\.com\/new\/clone\?[^)]+)\)$/.exec(deployButton(ADDRESS)) ?? [];
    const query = new URL(target).searchParams;
    expect(query.get('repository-url')).toBe(ADDRESS);
    expect(query.get('env')).toBe('OPENAI_API_KEY,STARLIGHT_ACCESS_CODE');
  });

  it('has its place in the README, and replaces an earlier one there', () => {
    const readme = readSource('README.md').text;
    const once = withDeployButton(readme, deployButton(ADDRESS));
    const twice = withDeployButton(once ?? '', deployButton(`${ADDRESS}-2`));
    expect(twice?.match(/vercel\.com\/button/g)).toHaveLength(1);
    expect(twice).toContain('starlight-2');
    expect(withDeployButton('# Another README', '')).toBeNull();
  });
});
