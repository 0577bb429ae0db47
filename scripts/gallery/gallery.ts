// npm run gallery: a picture of every banner and of every state of the pages, on one page:
// gallery/index.html. `npm run gallery -- dialogs` takes those of the sites whose titles contain it.
import '../require-node-24.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { startApp } from '#tests/support/app-server.ts';
import { chromiumLaunchOptions } from '#tests/support/chromium.ts';
import { isBuildFresh } from '../build-is-fresh.mjs';
import { projectFolder } from '../suites/run-step.mjs';
import { contactSheets, galleryPage } from './gallery-pages.ts';
import { preparePath } from './gallery-photographer.ts';
import { takeScreenShots } from './gallery-screens.ts';
import { takeBannerShots } from './gallery-shots.ts';

const folder = path.join(projectFolder, 'gallery');
/** Part of the title of a site; '' for all of them, and the banners. */
const wanted = process.argv[2]?.toLowerCase() ?? '';

if (!isBuildFresh(projectFolder)) await build();
const startedAt = performance.now();
if (wanted === '') rmSync(folder, { recursive: true, force: true });
const browser = await chromium.launch(chromiumLaunchOptions());
try {
  await takeAll(browser);
  console.log(`All screenshots are taken (${secondsSince(startedAt)} s).`);
  const seconds = secondsSince(startedAt);
  writeFileSync(preparePath(folder, 'index.html'), galleryPage(seconds));
  await takeSheets(browser);
} finally {
  await browser.close();
}
console.log(`The gallery is in ${path.join(folder, 'index.html')} (${secondsSince(startedAt)} s).`);

async function build(): Promise<void> {
  console.log('Building Starlight first.');
  const next = path.join(projectFolder, 'scripts/next.mjs');
  const building = spawn(process.execPath, [next, 'build'], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  const [code] = await once(building, 'exit');
  if (code !== 0) throw new Error('The build failed; see its output above.');
}

/** One page at a time: with two windows, Chromium paints the one behind only now and then. */
async function takeAll(inBrowser: Browser): Promise<void> {
  if (wanted === '') await takeBanners(inBrowser);
  await takeScreenShots(inBrowser, { folder, wanted });
}

async function takeBanners(inBrowser: Browser): Promise<void> {
  const demo = await startApp({ STARLIGHT_DEMO: '1', STARLIGHT_CONTACT: 'Ada' });
  try {
    const { url } = demo;
    for (const audience of ['visitor', 'operator'] as const) {
      await takeBannerShots(inBrowser, { url, folder, audience });
    }
  } finally {
    await demo.stop();
  }
}

async function takeSheets(inBrowser: Browser): Promise<void> {
  const page = await inBrowser.newPage();
  for (const { name, width, html } of contactSheets()) {
    const file = preparePath(folder, `sheets/${name}.html`);
    writeFileSync(file, html);
    await page.setViewportSize({ width, height: 300 });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: preparePath(folder, `sheets/${name}.png`), fullPage: true });
  }
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 1000);
}
