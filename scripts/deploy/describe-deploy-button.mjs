const START = '<!-- deploy button -->';
const END = '<!-- end of deploy button -->';
/** The hosts that Vercel imports from. */
const HOSTS = ['github.com', 'gitlab.com', 'bitbucket.org'];

/**
 * The web address of a repository, from what git calls its remote; null if Vercel cannot import from there.
 *
 * @param {string} remote `git@github.com:owner/name.git`, `https://github.com/owner/name`, …
 * @returns {string | null}
 */
export function repositoryAddress(remote) {
  const ssh = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+)$/.exec(remote.trim());
  const url = URL.parse(ssh ? `https://${ssh[1]}/${ssh[2]}` : remote.trim());
  if (!url || !HOSTS.includes(url.hostname)) return null;
  const path = url.pathname.replace(/\.git$/, '');
  // Without a user and token, which a remote can have.
  return /^\/[\w.-]+(?:\/[\w.-]+)+$/.test(path) ? `https://${url.hostname}${path}` : null;
}

/**
 * The button, in Markdown: one press imports the repository and asks for the two variables.
 *
 * @param {string} address see `repositoryAddress`
 */
export function deployButton(address) {
  const query = new URLSearchParams({
    'repository-url': address,
    'project-name': 'starlight',
    env: 'OPENAI_API_KEY,STARLIGHT_ACCESS_CODE',
    envDescription: 'The key, and a long random code for the people who may chat.',
    envLink: `${address}#vercel`,
  });
  return `[![Deploy with Vercel](https://vercel.com/button)](https://vercel.com/new/clone?${query})`;
}

/**
 * A README with the button between its two marks; null if it has no marks.
 *
 * @param {string} readme
 * @param {string} button
 */
export function withDeployButton(readme, button) {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END);
  if (from === -1 || to < from) return null;
  return `${readme.slice(0, from + START.length)}\n${button}\n${readme.slice(to)}`;
}
