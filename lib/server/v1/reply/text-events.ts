import 'server-only';
import { type PlaceName, pickPlace, placeOf } from './event-place.ts';
import { kindOfPart, pickPart, pickTokenList, type TextKind } from './response-parts.ts';
import type { ResponseTexts } from './response-texts.ts';

type Picked = Record<string, unknown>;

/** Picks an event of one type; several if text was held back, none for an event without meaning. */
export type EventPicker = (event: Picked) => Picked[];

type TextEvent = {
  kind: TextKind;
  place: PlaceName | null;
  /** The member of the last event that repeats the text. */
  repeated: string;
};

// OpenAI API reference, "Streaming events".
const TEXTS: Readonly<Record<string, TextEvent>> = {
  'response.output_text': { kind: 'text', place: 'content_index', repeated: 'text' },
  'response.refusal': { kind: 'refusal', place: 'content_index', repeated: 'refusal' },
  'response.reasoning_text': { kind: 'reasoning', place: 'content_index', repeated: 'text' },
  'response.reasoning_summary_text': {
    ...{ kind: 'summary', place: 'summary_index', repeated: 'text' },
  },
  'response.function_call_arguments': { kind: 'arguments', place: null, repeated: 'arguments' },
  'response.custom_tool_call_input': { kind: 'input', place: null, repeated: 'input' },
};
const PARTS: Readonly<Record<string, PlaceName>> = {
  'response.content_part': 'content_index',
  'response.reasoning_summary_part': 'summary_index',
};
const MAX_PADDING = 64;

/** What picks the texts of a stream, and their ids. */
type Context = {
  texts: ResponseTexts;
  idOf: (id: unknown) => string | undefined;
  /** Removes the key from a complete text. */
  removeKey: (text: string) => string;
};

/** Picks the events of all texts and parts, by type. */
export function textEventPickers(context: Context): [string, EventPicker][] {
  return [
    ...Object.entries(TEXTS).flatMap(([name, text]): [string, EventPicker][] => [
      [`${name}.delta`, (event) => pickDelta(event, text, context)],
      [`${name}.done`, (event) => pickDone(event, text, context)],
    ]),
    ...Object.entries(PARTS).flatMap(([name, place]): [string, EventPicker][] => [
      [`${name}.added`, (event) => pickPartEvent(event, place, context)],
      [`${name}.done`, (event) => pickPartEvent(event, place, context)],
    ]),
  ];
}

function pickDelta(event: Picked, { kind, place: name }: TextEvent, context: Context): Picked[] {
  const { texts, idOf } = context;
  const { type, delta, logprobs } = event;
  const place = placeOf(kind, event, name);
  if (!place || typeof delta !== 'string') return [];
  const members = { type, ...pickPlace(event, idOf) };
  const clean = texts.next(place.item);
  texts.follow(place, kind === 'text' ? { ...members, logprobs: [] } : members);
  return [
    {
      ...members,
      delta: clean.text(kind, place.index, delta),
      ...(kind === 'text' && { logprobs: pickTokenList(logprobs, place.index, clean) }),
      ...pickPadding(event),
    },
  ];
}

function pickDone(event: Picked, text: TextEvent, { texts, idOf, removeKey }: Context): Picked[] {
  const { kind, repeated } = text;
  const { type, name, logprobs } = event;
  const place = placeOf(kind, event, text.place);
  if (!place) return [];
  const whole = event[repeated];
  return [
    ...texts.flush(place),
    {
      type,
      ...pickPlace(event, idOf),
      ...(kind === 'arguments' && typeof name === 'string' && { name: removeKey(name) }),
      [repeated]: typeof whole === 'string' ? removeKey(whole) : '',
      ...(kind === 'text' && { logprobs: pickTokenList(logprobs, 0, texts.complete()) }),
    },
  ];
}

function pickPartEvent(event: Picked, name: PlaceName, { texts, idOf }: Context): Picked[] {
  const kind = kindOfPart(event['part']);
  const place = kind && placeOf(kind, event, name);
  if (!place) return [];
  const { type } = event;
  const isDone = typeof type === 'string' && type.endsWith('.done');
  const clean = isDone ? texts.complete() : texts.next(place.item);
  const part = pickPart(event['part'], place.index, clean);
  return [...(isDone ? texts.flush(place) : []), { type, ...pickPlace(event, idOf), part }];
}

/** Padding hides the text's length from traffic analysis; its content has no meaning. */
function pickPadding({ obfuscation }: Picked): Picked {
  if (typeof obfuscation !== 'string') return {};
  return { obfuscation: '0'.repeat(Math.min(obfuscation.length, MAX_PADDING)) };
}
