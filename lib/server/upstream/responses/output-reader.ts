import 'server-only';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { createPictureSplitter } from '../reply/extras/picture-splitter.ts';
import { createSaidText } from '../reply/extras/said-text.ts';
import type { ReplyPiece } from '../reply/read-message.ts';
import { PART_ENDS, PART_PIECES, PARTS_DONE } from './event-types.ts';
import { itemOfEvent, itemsOfResponse } from './items-of-response.ts';
import { createOutputExtras } from './output-extras.ts';
import { type ItemPart, partsOfItem, readPart } from './output-item.ts';
import {
  type CompletePart,
  itemNames,
  type OutputPart,
  type PartKind,
  partOfEvent,
} from './output-part.ts';
import { createThinkingForms } from './thinking-forms.ts';
import { createTranscript } from './transcript.ts';

type JsonObject = Record<string, unknown>;

/** Reads what a response says: its thinking, its text and its extras, each once. */
type OutputReader = {
  /** Takes an event of the stream. One that it does not know says nothing. */
  take: (event: JsonObject) => ReplyPiece;
  /** Takes the complete response, for what the stream left out. */
  complete: (response: JsonObject) => ReplyPiece;
  /** Some of the text is a refusal. */
  isRefused: () => boolean;
  /** It asks for a function to be called. */
  hasCalls: () => boolean;
  /** Characters the model wrote. */
  written: () => number;
};

type Said = { thinking?: string; text?: string; extras?: readonly ReplyExtra[] };

export function createOutputReader(): OutputReader {
  const thoughts = createTranscript('parts');
  const texts = createTranscript('items');
  const forms = createThinkingForms();
  const said = createSaidText();
  const pictures = createPictureSplitter();
  const extras = createOutputExtras((part, start, end) => {
    const range = texts.locate(part, start, end);
    return range && said.locate(range.start, range.end);
  });
  let written = 0;
  let hasText = false;
  let refused = false;

  const toPiece = ({ thinking = '', text = '', extras: others = [] }: Said): ReplyPiece => {
    written += thinking.length + text.length - pictures.next(text).removed;
    hasText ||= text !== '';
    const settled = thinking + text === '' ? [] : extras.settle();
    const all = [...settled, ...others];
    return { thinking, text, ...(all.length > 0 && { extras: all }) };
  };

  const sayText = (text: string): string => {
    said.add(text);
    return text;
  };

  /** Says what is new of a part: its next piece, or the rest of its complete text. */
  const say = (how: 'add' | 'complete', { part, text }: CompletePart): Said => {
    if (isThinking(part)) return { thinking: forms.accepts(part) ? thoughts[how](part, text) : '' };
    refused ||= part.kind === 'refusal' && text !== '';
    return { text: sayText(texts[how](part, text)) };
  };

  const sayPartDone = (event: JsonObject, kind: PartKind): Said => {
    const read = readPart(event['part'], kind);
    if (!read) return {};
    const { text, annotations } = read;
    const part = partOfEvent(read.kind, event);
    const rest = say('complete', { part, text });
    return { ...rest, extras: annotations.flatMap((each) => extras.annotate(part, each)) };
  };

  /** The parts of an item that count: its text, and its thinking in one form. */
  const split = (parts: readonly ItemPart[]) => {
    const text = parts.filter(({ part }) => !isThinking(part));
    refused ||= text.some(({ part }) => part.kind === 'refusal');
    return { thinking: forms.choose(parts.filter(({ part }) => isThinking(part))), text };
  };

  const sayItemDone = (event: JsonObject): Said => {
    const found = itemOfEvent(event);
    if (!found) return {};
    const { items, item } = found;
    const parts = split(partsOfItem(item, items));
    return {
      thinking: thoughts.completeItem(items, parts.thinking),
      text: sayText(texts.completeItem(items, parts.text)),
      extras: extras.takeItem(found, parts.text),
    };
  };

  const sayOther = (event: JsonObject): Said => {
    const items = itemNames(event['output_index'], event['item_id']);
    switch (event['type']) {
      case 'response.output_item.done':
        return sayItemDone(event);
      case 'response.output_item.added': {
        const found = itemOfEvent(event);
        const isSearch = found?.item['type'] === 'web_search_call';
        return isSearch ? { extras: extras.beginSearch(found.items) } : {};
      }
      case 'response.web_search_call.in_progress':
      case 'response.web_search_call.searching':
        return { extras: extras.beginSearch(items) };
      case 'response.web_search_call.completed':
        return { extras: extras.endSearch(items) };
      case 'response.output_text.annotation.added':
        return { extras: extras.annotate(partOfEvent('text', event), event['annotation']) };
      default:
        return {};
    }
  };

  const sayEvent = (event: JsonObject): Said => {
    const { type } = event;
    const piece = PART_PIECES.get(type);
    if (piece) return say('add', { part: partOfEvent(piece, event), text: textOf(event['delta']) });
    const end = PART_ENDS.get(type);
    if (end) {
      const text = textOf(event[end === 'refusal' ? 'refusal' : 'text']);
      return say('complete', { part: partOfEvent(end, event), text });
    }
    const done = PARTS_DONE.get(type);
    return done ? sayPartDone(event, done) : sayOther(event);
  };

  const sayRest = (response: JsonObject): Said => {
    const items = itemsOfResponse(response);
    const parts = items.map(({ item, items: names }) => split(partsOfItem(item, names)));
    const textParts = parts.flatMap(({ text }) => text);
    return {
      thinking: thoughts.completeAll(parts.flatMap(({ thinking }) => thinking)),
      text: sayText(texts.completeAll(textParts.length > 0 ? textParts : outputTextOf(response))),
      extras: extras.takeAll(items, textParts),
    };
  };

  return {
    take: (event) => toPiece(sayEvent(event)),
    complete: (response) => toPiece(sayRest(response)),
    isRefused: () => refused,
    hasCalls: () => extras.hasCalls(hasText),
    written: () => written + extras.written(),
  };
}

function isThinking({ kind }: OutputPart): boolean {
  return kind === 'summary' || kind === 'reasoning';
}

/** Some gateways write only the text of a response, under the name it has in OpenAI's SDKs. */
function outputTextOf(response: JsonObject): CompletePart[] {
  const text = textOf(response['output_text']);
  return text === '' ? [] : [{ part: { kind: 'text', items: itemNames(0, ''), index: 0 }, text }];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
