import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import { openAi } from './doctor-fixture.ts';

/**
 * An upstream for a test file. Before each test it is reset to answer as OpenAI does, with no
 * requests recorded.
 */
export async function startOpenAi(): Promise<ScriptableUpstream> {
  const upstream = await startScriptableUpstream();
  afterAll(() => upstream.close());
  beforeEach(() => {
    upstream.requests.length = 0;
    upstream.respond(openAi());
  });
  return upstream;
}

/**
 * Creates an empty folder before each test and removes it afterward. `path` is the running test's
 * folder.
 */
export function folderForEachTest(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(() => {
    folder.path = mkdtempSync(path.join(tmpdir(), 'doctor-'));
    return () => rmSync(folder.path, { recursive: true });
  });
  return folder;
}
