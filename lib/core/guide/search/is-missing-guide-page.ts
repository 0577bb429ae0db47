import { isErrorKind } from '../../errors/error-kinds.ts';

/** Whether a path is a guide page, `/errors/<kind>`, for a kind that doesn't exist. */
export function isMissingGuidePage(pathname: string): boolean {
  const name = /^\/errors\/([^/]+)\/?$/.exec(pathname)?.[1];
  return name !== undefined && !isErrorKind(name);
}
