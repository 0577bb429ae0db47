import 'server-only';
import * as z from 'zod/mini';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { requireSameOrigin } from '../guards/require-same-origin.ts';
import type { ApiContext } from '../http/api-route.ts';
import { storeFor } from '../store/store-for-config.ts';
import { isSignedIn, readSession } from './read-session.ts';
import { sessionCookie } from './session-cookie.ts';
import { longestRemainingMs, visitorHash } from './session-token.ts';
import { signIn } from './sign-in.ts';

const MAX_BYTES = 4096;
const BODY_TIMEOUT_MS = 10_000;

const bodySchema = z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(1000)) });

/** `POST /api/session`: exchanges `{ code }` for the session cookie, in every mode of the site. */
export async function startSession(
  { request, config, log }: ApiContext,
  { bodyTimeoutMs = BODY_TIMEOUT_MS }: { bodyTimeoutMs?: number } = {},
): Promise<Response> {
  requireSameOrigin(request, config);
  requireJson(request);
  limitDeclaredLength(request, MAX_BYTES);
  const { signal } = request;
  const body = await readJsonBody(request, {
    maxBytes: MAX_BYTES,
    timeoutMs: bodyTimeoutMs,
    signal,
  });
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success)
    throw new StarlightError({ kind: 'invalid_request', details: { field: 'code' } });
  const { role, cookie } = await signIn(parsed.data.code, request.headers, config);
  log.set({ role });
  log.note({ isKnown: true });
  return new Response(null, { status: 204, headers: { 'set-cookie': cookie } });
}

/**
 * `DELETE /api/session`: deletes the session cookie, and ends the session for every copy of it.
 *
 * @throws `store_unavailable` if copies cannot be ended now; the cookie is deleted all the same
 */
export async function endSession({
  request,
  config,
  log,
  answerHeaders,
}: ApiContext): Promise<Response> {
  requireSameOrigin(request, config);
  answerHeaders.append('set-cookie', sessionCookie('', request.headers, config));
  const session = await readSession(request.headers, config);
  log.note({ isKnown: isSignedIn(session) });
  if (session) log.set({ visitor: visitorHash(session) });
  if (session && isSignedIn(session)) {
    await storeFor(config).revokeSession(session.sid, longestRemainingMs(session));
  }
  return new Response(null, { status: 204 });
}
