import '../zod-without-eval.ts';
import { type ErrorBody, parseErrorBody } from '#lib/core/errors/error-body.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';

/**
 * Reads why a request to one of Starlight's own routes failed. A response that is not Starlight's
 * (the host's own 504 page, a proxy's 413) is classified by its status; its text is ignored.
 */
export async function readFailedResponse(response: Response): Promise<ErrorBody> {
  const requestId = response.headers.get('x-request-id') ?? response.headers.get('x-vercel-id');
  const ours = parseErrorBody(await readErrorField(response));
  if (ours) return ours;
  return toErrorBody(
    { kind: kindOfForeignStatus(response.status), status: response.status },
    requestId?.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 64) || 'none',
  );
}

async function readErrorField(response: Response): Promise<unknown> {
  try {
    return fieldOf(await response.json(), 'error');
  } catch {
    return null;
  }
}

function kindOfForeignStatus(status: number): ErrorKind {
  if (status === 413) return 'body_too_large';
  if (status === 504 || status === 524) return 'platform_timeout';
  if (status === 502 || status === 503) return 'starlight_unreachable';
  return 'unknown';
}
