import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { buildWatch } from '../page/build-watch.ts';

/** Signs in with an access or operator code. Null: signed in; otherwise the error. Never throws. */
export async function signIn(code: string): Promise<ErrorBody | null> {
  return await request({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
}

/** Ends the session. Null: signed out; otherwise the error. Never throws. */
export async function signOut(): Promise<ErrorBody | null> {
  return await request({ method: 'DELETE' });
}

async function request(init: RequestInit): Promise<ErrorBody | null> {
  try {
    const response = await fetch('/api/session', init);
    buildWatch.note(response);
    if (response.ok) {
      // It shows what the site showed before.
      void import('../page/offline-copy.ts').then(({ forgetOfflineCopy }) => forgetOfflineCopy());
      return null;
    }
    // Loaded here because the first paint does not need its schemas.
    const { readFailedResponse } = await import('../chat/read-failed-response.ts');
    return await readFailedResponse(response);
  } catch {
    const kind = navigator.onLine ? 'starlight_unreachable' : 'offline';
    return { kind, status: 0, requestId: 'none' };
  }
}
