import { statusPhrase } from '../../catalogue/status-phrase.ts';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import { isRecord } from '../../json/is-record.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { UpstreamFault } from '../../upstream-faults/upstream-fault.ts';
import { faultsOfKind } from '../../upstream-faults/upstream-faults.ts';
import { type FaultSource, sourceOfFault } from '../fault-sources.ts';
import { wireNameOf, wireNamesOf } from './wire-names.ts';
import { eventsOfStream, type WireEvent } from './wire-payloads.ts';
import { senderOfFault } from './wire-sender.ts';

/** One thing an upstream sends, cut down to the relevant part. */
export type WireSample = {
  id: string;
  /** "OpenAI", "Groq"; `null` if there was no response. */
  sender: string | null;
  /** "429 Too Many Requests", "200, then a stream", "No response". */
  answer: string;
  /** The code or type that identifies it; `null` if only the text does. */
  name: string | null;
  /** The beginning of the message if there is no name; otherwise `null`. */
  excerpt: string | null;
  /** Only those relevant to the failure. */
  headers: readonly (readonly [name: string, value: string])[];
  /** Shortened; cuts are marked with "…". */
  body: string;
  /** How a stream ends, as a sentence; `null` for anything else. */
  ending: string | null;
  /** Whether this exact wording has been seen. */
  confirmed: boolean;
  source: FaultSource | null;
};

const MAX_TEXT = 160;
const MAX_EXCERPT = 48;
const MAX_PAGE_LINES = 6;
const ENDINGS = {
  close: 'Then the connection is closed.',
  reset: 'Then the connection drops.',
  stall: 'Then nothing more arrives.',
} as const;

/** The responses that lead to a kind, the most typical first; empty if no upstream causes it. */
export function samplesOfKind(kind: ErrorKind): readonly WireSample[] {
  return faultsOfKind(kind).map(toSample);
}

function toSample(fault: UpstreamFault): WireSample {
  const { id, wire, confirmed } = fault;
  const known = {
    ...{ id, confirmed },
    sender: senderOfFault(fault),
    name: wireNameOf(fault),
    excerpt: excerptOf(fault),
    source: sourceOfFault(fault),
  };
  switch (wire.type) {
    case 'response':
      return {
        ...known,
        answer: [wire.status, statusPhrase(wire.status)].filter(Boolean).join(' '),
        headers: headersOfInterest(wire.headers),
        body: shortenBody(wire.body),
        ending: null,
      };
    case 'stream':
      return {
        ...known,
        answer: '200, then a stream',
        headers: [],
        body: lastEvents(eventsOfStream(wire.chunks)),
        ending: wire.chunks.at(-1)?.includes('[DONE]') ? null : ENDINGS[wire.ending],
      };
    case 'connection':
      return { ...known, answer: 'No response', headers: [], body: wire.code, ending: null };
  }
}

function excerptOf(fault: UpstreamFault): string | null {
  const message = wireNameOf(fault) === null ? wireNamesOf(fault).messages[0] : undefined;
  return message === undefined ? null : shortenText(message, MAX_EXCERPT);
}

/** Headers about time, limits and redirects; for a page, also those that say who sent it. */
function headersOfInterest(headers: Record<string, string>): WireSample['headers'] {
  const isPage = !headers['content-type']?.includes('json');
  return Object.entries(headers).filter(
    ([name]) =>
      /^(?:retry-after|x-ratelimit-|x-should-retry|location$)/.test(name) ||
      (isPage && /^(?:content-type|server)$/.test(name)),
  );
}

function shortenBody(body: string): string {
  const value = parseJson(body);
  if (value !== undefined) return JSON.stringify(shortenTexts(value), null, 2);
  const lines = body.split(/\r?\n/).filter((line) => line.trim() !== '');
  const shown = lines.slice(0, MAX_PAGE_LINES).map((line) => shortenText(line));
  return [...shown, ...(lines.length > shown.length ? ['…'] : [])].join('\n');
}

function shortenTexts(value: unknown): unknown {
  if (typeof value === 'string') return shortenText(value);
  if (Array.isArray(value)) return value.map(shortenTexts);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, shortenTexts(inner)]),
  );
}

/** Cuts at the end of a word. */
function shortenText(text: string, maxLength: number = MAX_TEXT): string {
  if (text.length <= maxLength) return text;
  const kept = text.slice(0, maxLength);
  const lastWord = /\s\S{0,160}$/.exec(kept);
  return `${kept.slice(0, lastWord?.index).trimEnd()} …`;
}

/** The end of a stream is what matters; "…" stands for the events before it. */
function lastEvents(events: readonly WireEvent[]): string {
  const end = events.findIndex(({ value }, index) => index > 0 && !isPlainDelta(value));
  const from = end === -1 ? Math.max(events.length - 2, 0) : end - 1;
  const shown = events.slice(from).map(({ field, text, value }) => field + eventText(text, value));
  return [...(from > 0 ? ['…'] : []), ...shown].join('\n\n');
}

function isPlainDelta(value: unknown): boolean {
  const choice = firstChoiceOf(value);
  const delta = isRecord(choice?.['delta']) ? choice['delta'] : {};
  return choice?.['finish_reason'] === null && (delta['content'] ?? '') !== '';
}

function eventText(text: string, value: unknown): string {
  const choice = firstChoiceOf(value);
  if (choice === undefined) return shortenText(text);
  const { delta, finish_reason } = choice;
  return `{"choices":[${JSON.stringify({ delta, finish_reason })}], …}`;
}

function firstChoiceOf(value: unknown): Record<string, unknown> | undefined {
  const choices = isRecord(value) ? value['choices'] : undefined;
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return isRecord(first) ? first : undefined;
}
