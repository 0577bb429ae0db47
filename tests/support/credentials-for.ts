import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./print-credentials.ts', import.meta.url));

/** Headers to try on a site: forged ones, by method, and the operator's own. */
export type SiteCredentials = {
  forged: Record<string, Record<string, string>>;
  operator: Record<string, string>;
};

/**
 * Creates credentials for a site with this environment, in a process of its own because Playwright
 * cannot import modules that start with `import 'server-only'`.
 */
export function credentialsFor(env: Record<string, string>): SiteCredentials {
  const printed = execFileSync(process.execPath, ['--conditions=react-server', script], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    encoding: 'utf8',
  });
  return JSON.parse(printed);
}
