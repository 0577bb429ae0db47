import 'server-only';
import { isResponseObject } from '#lib/core/chat/last-response-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { CompletionReply } from '../../upstream/create-upstream.ts';
import { indexOf, MAX_INDEX, pickPlace } from './event-place.ts';
import { eventsOfDocument } from './events-of-document.ts';
import { pickId } from './pick-message.ts';
import { pickOutputItem } from './pick-output-item.ts';
import { pickResponse, type SentRequest } from './pick-response.ts';
import { rememberLast } from './remember-last.ts';
import { pickAnnotation, type TextCleaner } from './response-parts.ts';
import { createResponseTexts } from './response-texts.ts';
import { type EventPicker, textEventPickers } from './text-events.ts';

type Picked = Record<string, unknown>;

/** Picks what a client gets of a response: only what OpenAI documents, without the key. */
export type ResponsePicker = {
  /** Picks an event, also from a complete response; several if text was held back. */
  events: (value: unknown) => Picked[];
  /** Picks a response that was not requested as a stream. */
  document: (value: unknown) => Picked;
  /** Returns the held-back text as events, at the end of a stream. */
  rest: () => Picked[];
  /** Gives an event the next number of the stream: some of the upstream's are left out. */
  number: (event: Picked) => Picked;
};

const BEGUN = ['response.created', 'response.queued', 'response.in_progress'];
const OVER = ['response.completed', 'response.incomplete'];
const SEARCH = ['in_progress', 'searching', 'completed'];

/** @param sent what the reply repeats of the request; its model replaces an invalid model name */
export function createResponsePicker(
  { holdsKey, keyRemover }: Pick<CompletionReply, 'holdsKey' | 'keyRemover'>,
  sent: SentRequest,
): ResponsePicker {
  const texts = createResponseTexts(keyRemover);
  const idOf = rememberLast((id) => pickId(id, 'item_', holdsKey));
  let count = 0;
  const number = (event: Picked): Picked => ({ ...event, sequence_number: count++ });

  const itemOf = (value: unknown, clean: TextCleaner) => pickOutputItem(value, { clean, idOf });

  const documentOf = (response: Picked): Picked => {
    const output: unknown[] = Array.isArray(response['output']) ? response['output'] : [];
    const clean = texts.complete();
    const items = output
      .slice(0, MAX_INDEX)
      .map((item) => itemOf(item, clean))
      .filter((item) => item !== null);
    return pickResponse(response, items, sent, holdsKey);
  };

  const ofItem = ({ type, output_index: index, item }: Picked): Picked[] => {
    const at = indexOf(index);
    if (at === null) return [];
    const isDone = type === 'response.output_item.done';
    const picked = itemOf(item, isDone ? texts.complete() : texts.next(at));
    if (picked === null) return [];
    return [...(isDone ? texts.flush({ item: at }) : []), { type, output_index: at, item: picked }];
  };

  const ofAnnotation: EventPicker = (event) => {
    const annotation = pickAnnotation(event['annotation'], texts.complete());
    return annotation ? [{ type: event['type'], ...pickPlace(event, idOf), annotation }] : [];
  };

  const ofResponse: EventPicker = ({ type, response }) =>
    isRecord(response) ? [{ type, response: documentOf(response) }] : [];

  // OpenAI API reference, "Streaming events". The rest is left out, such as images and code.
  const pickers = new Map<unknown, EventPicker>([
    ...BEGUN.map((type) => [type, ofResponse] as const),
    ...OVER.map(
      (type) => [type, (event: Picked) => [...texts.flush(), ...ofResponse(event)]] as const,
    ),
    ['response.output_item.added', ofItem],
    ['response.output_item.done', ofItem],
    ...textEventPickers({ texts, idOf, removeKey: keyRemover.removeFrom }),
    ['response.output_text.annotation.added', ofAnnotation],
    ...SEARCH.map((step): [string, EventPicker] => [
      `response.web_search_call.${step}`,
      (event) => [{ type: event['type'], ...pickPlace(event, idOf) }],
    ]),
  ]);

  const pick = (event: Picked): Picked[] => pickers.get(event['type'])?.(event).map(number) ?? [];

  return {
    events(value) {
      if (!isRecord(value)) return [];
      const isDocument = value['type'] === undefined && isResponseObject(value);
      return isDocument ? [...eventsOfDocument(value)].flatMap(pick) : pick(value);
    },
    document: (value) => documentOf(isRecord(value) ? value : {}),
    rest: () => texts.flush().map(number),
    number,
  };
}
