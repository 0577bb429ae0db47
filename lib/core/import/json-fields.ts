import { fieldOf } from '../json/field-of.ts';
import { isRecord } from '../json/is-record.ts';

/** A field that is text; '' otherwise. */
export function textField(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}

/** A field that is a list; empty otherwise. */
export function listField(value: unknown, name: string): unknown[] {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
}

/** The own entries of a field that is an object; empty otherwise. */
export function entriesField(value: unknown, name: string): [string, unknown][] {
  const field = fieldOf(value, name);
  return isRecord(field) ? Object.entries(field) : [];
}

/** A time in ms since 1970 from seconds, milliseconds or a date as text; undefined for anything else. */
export function timeField(value: unknown, name: string): number | undefined {
  const field = fieldOf(value, name);
  const time = typeof field === 'string' ? Date.parse(field) : field;
  if (typeof time !== 'number' || !Number.isFinite(time) || time < 0) return undefined;
  // Seconds since 1970 stay below this for 3,000 years; milliseconds have passed it in 1973.
  return Math.round(typeof field === 'number' && time < 1e11 ? time * 1000 : time);
}

/** A model's name, if it is one that a message can have. */
export function modelField(value: unknown, name: string): string | undefined {
  const model = textField(value, name);
  return model !== '' && model.length <= 100 ? model : undefined;
}

/** A page to cite: only https, as from a provider. */
export function sourceFrom(url: string, title: string): { url: string; title?: string }[] {
  if (url.length > 2000 || !/^https:\/\/[^\s]+$/.test(url)) return [];
  return [title === '' ? { url } : { url, title: title.slice(0, 300) }];
}
