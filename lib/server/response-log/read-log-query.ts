import 'server-only';
import { isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { FAILURES, isRequestId } from '#lib/core/response-log/response-log.ts';

/** Which entries to return, and in which format. */
export type LogQuery = {
  /** A kind, or `failures` for all of them. */
  kind: string | null;
  requestId: string | null;
  asLines: boolean;
};

const JSON_LINES = 'application/x-ndjson';

const PARAMETERS: Record<string, (value: string) => boolean> = {
  kind: (value) => value === FAILURES || isErrorKind(value),
  request: isRequestId,
  format: (value) => value === 'json' || value === 'jsonl',
};

/**
 * Reads the query of `GET /api/log`. `format` takes precedence over `Accept`.
 *
 * @throws `invalid_request` with the parameter that is unknown, repeated or invalid
 */
export function readLogQuery(request: Request): LogQuery {
  const { searchParams } = new URL(request.url);
  for (const name of searchParams.keys()) {
    const [value = '', ...more] = searchParams.getAll(name);
    const isValid = Object.hasOwn(PARAMETERS, name) && PARAMETERS[name]?.(value) === true;
    if (!isValid || more.length > 0) {
      throw new StarlightError({ kind: 'invalid_request', details: { field: name } });
    }
  }
  const accepted = request.headers.get('accept')?.includes(JSON_LINES) ? 'jsonl' : 'json';
  return {
    kind: searchParams.get('kind'),
    requestId: searchParams.get('request'),
    asLines: (searchParams.get('format') ?? accepted) === 'jsonl',
  };
}
