import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import { openAi } from './doctor-fixture.ts';

/** An upstream for a file of tests. Before each it answers as OpenAI does, and has seen no request. */
export async function startOpenAi(): Promise<ScriptableUpstream> {
  const upstream = await startScriptableUpstream();
  afterAll(() => upstream.close());
  beforeEach(() => {
    upstream.requests.length = 0;
    upstream.respond(openAi());
  });
  return upstream;
}

/** A new, empty folder before each test, which is gone after it. `path` is the one of the test that runs. */
export function folderForEachTest(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(() => {
    folder.path = mkdtempSync(path.join(tmpdir(), 'doctor-'));
    return () => rmSync(folder.path, { recursive: true });
  });
  return folder;
}
