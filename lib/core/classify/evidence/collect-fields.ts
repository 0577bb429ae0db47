import { isObject } from '../../json/is-object.ts';
import { isRecord } from '../../json/is-record.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { HeaderReader } from '../classification.ts';

/** A header or a scalar of a body: `retry-after`, `30`. The name is folded, the value cut. */
export type Field = readonly [name: string, value: string];

const MAX_FIELDS = 256;
const MAX_CONTAINERS = 128;
const MAX_ITEMS = 16;
const MAX_DEPTH = 10;
const MAX_NAME = 64;
const MAX_VALUE = 256;
/** Where servers repeat the request. */
const ECHOES: ReadonlySet<string> = new Set([
  'input',
  'prompt',
  'messages',
  'request',
  'content',
  'tools',
  'failed_generation',
  'param',
]);

type Container = { value: object; depth: number };

/**
 * Lists the numbers and strings of a JSON value with their names, at most 256: outer ones first, those
 * of one object next to each other. JSON in a string is read like an object.
 */
export function collectFields(body: unknown): Field[] {
  const fields: Field[] = [];
  const containers: Container[] = [];
  enqueue(body, 0, containers);
  // The list grows while it is read: breadth first, so that a long inner list hides nothing outer.
  for (const { value, depth } of containers) {
    if (fields.length >= MAX_FIELDS) break;
    const items = Array.isArray(value) ? value.slice(0, MAX_ITEMS) : [];
    for (const item of items) enqueue(item, depth + 1, containers);
    if (isRecord(value)) collectFrom(value, depth, containers, fields);
  }
  return fields;
}

/** The headers of a response as fields, at most 256. */
export function headerFields(headers: HeaderReader): Field[] {
  const fields: Field[] = [];
  for (const [name, value] of headers) {
    if (fields.length >= MAX_FIELDS) break;
    fields.push([foldFieldName(name), value.slice(0, MAX_VALUE)]);
  }
  return fields;
}

/** Gives `X-RateLimit-Reset`, `x-rate-limit-reset` and `xRateLimitReset` the name `x-ratelimit-reset`. */
export function foldFieldName(name: string): string {
  return name
    .slice(0, MAX_NAME)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[_\s.]/g, '-')
    .toLowerCase()
    .replaceAll('rate-limit', 'ratelimit');
}

function collectFrom(
  record: Record<string, unknown>,
  depth: number,
  containers: Container[],
  fields: Field[],
): void {
  for (const name in record) {
    if (fields.length >= MAX_FIELDS) return;
    if (ECHOES.has(name)) continue;
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (enqueue(value, depth + 1, containers)) continue;
    if (typeof value === 'string' || typeof value === 'number') {
      fields.push([foldFieldName(name), String(value).slice(0, MAX_VALUE)]);
    }
  }
}

/** Whether the value is an object, a list, or either as JSON in a string. */
function enqueue(value: unknown, depth: number, containers: Container[]): boolean {
  const isJson = typeof value === 'string' && /^\s{0,8}[{[]/.test(value);
  if (!isJson && !isObject(value)) return false;
  if (depth > MAX_DEPTH || containers.length >= MAX_CONTAINERS) return true;
  const container = isJson ? parseJson(value) : value;
  if (!isObject(container)) return false;
  containers.push({ value: container, depth });
  return true;
}
