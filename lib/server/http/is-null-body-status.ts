import 'server-only';

const NULL_BODY_STATUSES = [204, 205, 304];

/** Whether `new Response(body)` throws for this status of 200 or more (Fetch, 2.2.3 "null body status"). */
export function isNullBodyStatus(status: number): boolean {
  return NULL_BODY_STATUSES.includes(status);
}
