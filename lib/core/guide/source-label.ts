/** A short name for a page: "openai/codex#1000" on GitHub, otherwise the host. */
export function sourceLabel(address: string): string {
  const { hostname, pathname } = new URL(address);
  const thread = /^\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d+)$/.exec(pathname);
  if (hostname === 'github.com' && thread) return `${thread[1]}#${thread[2]}`;
  return hostname.replace(/^www\./, '');
}
