import 'server-only';
import { sourceSchema } from '#lib/core/chat/reply-extras.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { toShownLine } from './to-shown-line.ts';

type JsonObject = Record<string, unknown>;

/** An entry of a list of sources, before its place in the text is known. */
export type SourceEntry = {
  /** What tells it from other entries: its address, as far as it has one. */
  key: string;
  /** Null if it must not be linked: without HTTPS, with a password, or too long. */
  url: string | null;
  title?: string | undefined;
  /** Its number in the text, if the entry says it. */
  number?: number | undefined;
  /** As the upstream wrote them. */
  start?: unknown;
  end?: unknown;
};

const MAX_TITLE_LENGTH = 300;
const MAX_URL_LENGTH = 2000;
const MAX_SOURCES_OF_CITATION = 20;

// OpenAI and most: `url`. Zhipu: `link`. Google: `uri`.
const URL_MEMBERS = ['url', 'link', 'uri'] as const;
const TITLE_MEMBERS = ['title', 'name'] as const;
// OpenAI and OpenRouter nest a citation, Google a page, and Cohere a document.
const NESTED_MEMBERS = ['url_citation', 'web', 'document', 'tool_output'] as const;
// Zhipu: "ref_1".
const REFERENCE = /^ref_(\d{1,3})$/;

/** Reads one entry of a list: an address, or an object. One of Cohere's can name several sources. */
export function readSourceEntry(value: unknown): SourceEntry[] {
  if (typeof value === 'string') return [entryOf({ url: value }, {})];
  if (!isRecord(value)) return [];
  const { sources } = value;
  if (Array.isArray(sources)) {
    return sources
      .slice(0, MAX_SOURCES_OF_CITATION)
      .filter(isRecord)
      .map((source) => entryOf(source, value));
  }
  // A citation of a file, for example.
  const { type } = value;
  if (typeof type === 'string' && type.endsWith('_citation') && type !== 'url_citation') return [];
  return [entryOf(value, value)];
}

function entryOf(value: JsonObject, place: JsonObject): SourceEntry {
  const nested = NESTED_MEMBERS.map((name) => value[name]).find(isRecord) ?? {};
  const read = (names: readonly string[]): unknown =>
    names.flatMap((name) => [nested[name], value[name]]).find((each) => typeof each === 'string');
  const address = read(URL_MEMBERS);
  const url = toUrl(address);
  const title = toShownLine(read(TITLE_MEMBERS), MAX_TITLE_LENGTH);
  const reference = typeof value['refer'] === 'string' ? REFERENCE.exec(value['refer']) : null;
  return {
    key: url ?? (typeof address === 'string' ? address.slice(0, MAX_URL_LENGTH) : ''),
    url,
    ...(title !== undefined && title !== address && { title }),
    ...(reference && { number: Number(reference[1]) }),
    start: nested['start_index'] ?? place['start_index'] ?? place['start'],
    end: nested['end_index'] ?? place['end_index'] ?? place['end'],
  };
}

/** An address as a browser reads it; null if it must not be linked. */
function toUrl(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > MAX_URL_LENGTH) return null;
  const url = URL.parse(address.trim());
  // A name before the host is there to deceive.
  if (url === null || `${url.username}${url.password}` !== '') return null;
  return sourceSchema.safeParse({ url: url.href }).success ? url.href : null;
}
