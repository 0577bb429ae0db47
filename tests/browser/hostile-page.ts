import { once } from 'node:events';
import { createServer } from 'node:net';
import type { BrowserContext } from '@playwright/test';
import { isObject } from '#lib/core/json/is-object.ts';
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_ELEMENTS,
  ALLOWED_PROTOCOLS,
} from '../support/allowed-markup.ts';
import { test as base, expect } from './starlight-page.ts';
import { watchDocument } from './watch-document.ts';

type Trap = { url: string; connections: string[] };

/** What the pages of a context did, or tried to do, unasked. */
type Watch = {
  /** Findings so far; open pages are asked for their last ones. */
  findings: () => Promise<string[]>;
  /** Pages opened so far, as path and query. */
  navigations: string[];
  /** All other requests to our own server, as method, path and query. */
  requests: string[];
};

/**
 * A test in which nothing in a page may run, be fetched, or become an element other than text's. It
 * also fails if the content security policy had to stop something: the second line of defense.
 */
export const test = base.extend<{ watch: Watch }, { trap: Trap }>({
  trap: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter as a pattern.
    async ({}, use) => {
      const trap = await startTrap();
      await use(trap);
      await trap.close();
    },
    { scope: 'worker' },
  ],
  // Every connection to another host arrives at the trap, even if no page sees it (a preconnect).
  proxy: async ({ trap }, use) => use({ server: trap.url, bypass: 'localhost' }),
  watch: [
    async ({ context, trap }, use) => {
      trap.connections.length = 0;
      const watch = await watchContext(context);
      await use(watch);
      expect(await watch.findings()).toEqual([]);
      expect(trap.connections).toEqual([]);
      expect(watch.requests.filter((request) => !EXPECTED.test(request))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** What the app itself requests from its server; `_rsc` is Next prefetching one of its links. */
const EXPECTED =
  /^(?:GET \/diagram\/mermaid-[\w.-]+\/[\w./-]+|GET \/_next\/static\/[\w./~-]+|GET \/icon\.svg\?[\w.-]+|POST \/api\/(?:chat|doctor)|GET \/api\/(?:health|log)|POST \/api\/session|GET \/(?:doctor|setup)?\?_rsc=[\w-]+)$/;

/** The page that draws diagrams, in a frame without an origin. */
const DIAGRAM_FRAME = /^\/diagram\/mermaid-[\w.-]+\/diagram-frame\.html$/;

/** Where Chromium asks for the meaning of form fields; no hostile string contains this name. */
const FORM_SERVICE = 'content-autofill.googleapis.com:443';

async function startTrap(): Promise<Trap & { close: () => Promise<void> }> {
  const connections: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (head) => {
      const [request = ''] = head.toString('latin1').split('\r\n', 1);
      if (!request.includes(FORM_SERVICE)) connections.push(request);
      socket.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!isObject(address)) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? '';
}

async function watchContext(context: BrowserContext): Promise<Watch> {
  const findings: string[] = [];
  const requests: string[] = [];
  const navigations: string[] = [];
  let ownOrigin: string | null = null;
  context.on('request', (request) => {
    const { origin, pathname, protocol, search } = new URL(request.url());
    // A picture in the page's memory.
    if (protocol === 'blob:') return;
    // A test starts by opening a page of the app.
    ownOrigin ??= origin;
    if (origin !== ownOrigin) findings.push(`request to ${request.url()}`);
    else if (request.isNavigationRequest() && !DIAGRAM_FRAME.test(pathname))
      navigations.push(pathname + search);
    else requests.push(`${request.method()} ${pathname}${search}`);
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => findings.push(`socket to ${socket.url()}`));
    page.on('popup', (popup) => findings.push(`window at ${popup.url()}`));
    page.on('framenavigated', (frame) => {
      const isExpected = frame === page.mainFrame() || DIAGRAM_FRAME.test(pathOf(frame.url()));
      if (!isExpected) findings.push(`frame at ${frame.url()}`);
    });
  });
  await context.exposeBinding('reportFinding', (_, finding: string) => findings.push(finding));
  await context.addInitScript(watchDocument, {
    elements: ALLOWED_ELEMENTS,
    attributes: ALLOWED_ATTRIBUTES,
    protocols: ALLOWED_PROTOCOLS,
  });
  return {
    navigations,
    requests,
    async findings() {
      // Each page's earlier reports have arrived once it answers.
      for (const page of context.pages()) {
        if (!page.isClosed()) await page.evaluate(() => document.readyState);
      }
      return findings;
    },
  };
}
