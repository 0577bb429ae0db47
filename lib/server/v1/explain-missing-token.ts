import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import { diagnoseAuthorization } from '#lib/core/key/diagnose-authorization.ts';
import { readJsonBody } from '../guards/read-json-body.ts';

// An untrusted body, read only to see whether the headers were put into it by mistake.
const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 2_000;

/** Diagnoses why a request has no usable token: an error code, and advice for the client's developer. */
export async function explainMissingToken(
  request: Request,
): Promise<{ code: string; advice: string }> {
  const authorization = request.headers.get('authorization')?.trim() || null;
  const { message: advice } = diagnoseAuthorization({
    authorization,
    userAgent: request.headers.get('user-agent'),
    headerNames: [...request.headers.keys()],
    queryNames: [...new URL(request.url).searchParams.keys()],
    bodyNames: authorization === null ? await readBodyNames(request) : [],
  });
  const code = authorization === null ? 'missing_authorization' : 'malformed_authorization';
  return { code, advice };
}

async function readBodyNames(request: Request): Promise<string[]> {
  if (request.method !== 'POST') return [];
  try {
    const body = await readJsonBody(request, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS });
    return isRecord(body) ? Object.keys(body) : [];
  } catch {
    // Too long or not JSON: diagnose without it.
    return [];
  }
}
