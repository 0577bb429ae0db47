/** Whether a host is the one in the table, or one of those that a `*` stands for. */
export function matchesHost(pattern: string, host: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return host === pattern;
  if (!host.startsWith(start) || !host.endsWith(end)) return false;
  return /^[a-z0-9-]{1,63}$/.test(host.slice(start.length, -end.length));
}

/** A host in lower case and without its port. */
export function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, '');
}
