import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { buildWatch } from '../page/build-watch.ts';

/** Signs in with an access or operator code. Null: signed in; else why not. Never throws. */
export async function signIn(code: string): Promise<ErrorBody | null> {
  return await request({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
}

/** Ends the session. Null: done; else why not. Never throws. */
export async function signOut(): Promise<ErrorBody | null> {
  return await request({ method: 'DELETE' });
}

async function request(init: RequestInit): Promise<ErrorBody | null> {
  try {
    const response = await fetch('/api/session', init);
    buildWatch.note(response);
    if (response.ok) return null;
    // With the schemas it checks by, which the first paint does not need.
    const { readFailedResponse } = await import('../chat/read-failed-response.ts');
    return await readFailedResponse(response);
  } catch {
    const kind = navigator.onLine ? 'starlight_unreachable' : 'offline';
    return { kind, status: 0, requestId: 'none' };
  }
}
