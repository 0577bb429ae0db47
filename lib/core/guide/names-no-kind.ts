import { isErrorKind } from '../error-kinds.ts';

/** Whether a path is that of a page of the guide, `/errors/<kind>`, for a kind that does not exist. */
export function namesNoKind(pathname: string): boolean {
  const named = /^\/errors\/([^/]+)\/?$/.exec(pathname)?.[1];
  return named !== undefined && !isErrorKind(named);
}
