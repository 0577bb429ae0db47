import { randomUUID } from 'node:crypto';
import { type AppServer, startApp } from '../support/app-server.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '../support/scriptable-upstream.ts';
import { test as base } from './starlight-page.ts';

/** Random for each run: the doctor would find a constant one in the history of this repository. */
export const KEY = `sk-proj-${`${randomUUID()}${randomUUID()}`.replaceAll('-', '')}`;
export const OPERATOR_CODE = 'only the owner knows';

/** A site with an operator, and the upstream behind it; each test starts its own. */
export class OperatorSite {
  readonly upstream: ScriptableUpstream;
  #app: AppServer | undefined;

  constructor(upstream: ScriptableUpstream) {
    this.upstream = upstream;
  }

  /** Starts the app with `env` on top of the usual settings; returns its address. */
  async start(env: Record<string, string> = {}): Promise<string> {
    this.#app = await startApp({
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: this.upstream.url,
      STARLIGHT_MODELS: 'gpt-test',
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
      ...env,
    });
    return this.#app.url;
  }

  /** Everything the server has printed. */
  output(): string {
    return this.#app?.output() ?? '';
  }

  async stop(): Promise<void> {
    await this.#app?.stop();
    await this.upstream.close();
  }
}

export const test = base.extend<{ site: OperatorSite }>({
  site: async ({ page }, use) => {
    const site = new OperatorSite(await startScriptableUpstream());
    await use(site);
    // Otherwise a polling page would see its server stop.
    await page.close();
    await site.stop();
  },
});
