import 'server-only';
import { countTexts, isSameText, repeats, restOf, takeText } from './compare-texts.ts';
import { areDifferentItems, type CompletePart, type OutputPart } from './output-part.ts';

/**
 * What has been said of the output, so that each text is said once, although a response repeats it: in
 * deltas, at the end of the part, of the item and of the response. All but `locate` return what is new.
 */
export type Transcript = {
  /** Takes the next piece of a part. */
  add: (part: OutputPart, piece: string) => string;
  /** Takes the complete text of a part. */
  complete: (part: OutputPart, text: string) => string;
  /** Takes the complete texts of all parts of an item, in order. */
  completeItem: (items: OutputPart['items'], parts: readonly CompletePart[]) => string;
  /** Takes the complete texts of all parts of the output, in order. */
  completeAll: (parts: readonly CompletePart[]) => string;
  /** A range of a part as a range of all that was said; null if the part has no such range. */
  locate: (part: OutputPart, start: unknown, end: unknown) => Range | null;
};

type Range = { start: number; end: number };

type SpokenItem = { parts: SpokenPart[]; length: number; isComplete: boolean };

type SpokenPart = {
  kind: OutputPart['kind'];
  item: string;
  text: string;
  /** Where it begins in all that was said. */
  start: number;
  /** Its complete text has not arrived. */
  isOpen: boolean;
  /** No other part was said in the middle of it. */
  isContiguous: boolean;
};

const PARAGRAPH = '\n\n';
// Far more than any reply. Above it, deltas are passed on but not remembered, and nothing else is said.
const MAX_PARTS = 10_000;
const MAX_CHARACTERS = 4_000_000;

/**
 * Creates a transcript with a paragraph break between items, or between all parts.
 *
 * Parts are recognized by their place. Where that differs from event to event, as in gateways that convert
 * another API (BerriAI/litellm#36375), the text decides.
 */
export function createTranscript(breaks: 'items' | 'parts'): Transcript {
  const byName = new Map<string, SpokenPart>();
  const byItem = new Map<string, SpokenItem>();
  const all: SpokenPart[] = [];
  let length = 0;
  let last: SpokenPart | null = null;
  let endsLine = true;

  const isFull = () => all.length >= MAX_PARTS || length >= MAX_CHARACTERS;
  const find = ({ kind, items, index }: OutputPart): SpokenPart | undefined =>
    items.map((item) => byName.get(nameOf(kind, item, index))).find((part) => part !== undefined);
  const name = ({ kind, items, index }: OutputPart, spoken: SpokenPart) => {
    if (byName.size < 2 * MAX_PARTS) byName.set(nameOf(kind, items[0], index), spoken);
  };

  const itemOf = (name: string): SpokenItem => {
    const item = byItem.get(name) ?? { parts: [], length: 0, isComplete: false };
    if (byItem.size < 2 * MAX_PARTS) byItem.set(name, item);
    return item;
  };

  const register = (part: OutputPart, isOpen: boolean): SpokenPart => {
    const { kind, items } = part;
    const spoken = { kind, item: items[0], text: '', start: length, isOpen, isContiguous: true };
    if (!isFull()) {
      name(part, spoken);
      all.push(spoken);
      itemOf(spoken.item).parts.push(spoken);
    }
    return spoken;
  };

  const needsGap = (spoken: SpokenPart): boolean => {
    if (last === null || last === spoken || endsLine) return false;
    if (last.item === spoken.item) return breaks === 'parts';
    return areDifferentItems(last.item, spoken.item);
  };

  const say = (spoken: SpokenPart, piece: string): string => {
    const gap = needsGap(spoken) ? PARAGRAPH : '';
    if (spoken.text === '') spoken.start = length + gap.length;
    else if (last !== spoken) spoken.isContiguous = false;
    if (!isFull()) {
      spoken.text += piece;
      itemOf(spoken.item).length += piece.length;
    }
    length += gap.length + piece.length;
    endsLine = piece.endsWith('\n');
    last = spoken;
    return gap + piece;
  };

  /** The part that was said last, if this is its text under another name. */
  const renamed = (part: OutputPart, text: string): SpokenPart | undefined => {
    if (!last?.isOpen || last.kind !== part.kind || !repeats(text, last.text)) return undefined;
    name(part, last);
    return last;
  };

  const complete = (part: OutputPart, text: string): string => {
    if (text === '' || isFull()) return '';
    const spoken = find(part) ?? renamed(part, text);
    if (!spoken) return say(register(part, false), text);
    spoken.isOpen = false;
    const rest = restOf(text, spoken.text);
    return rest ? say(spoken, rest) : '';
  };

  /** The item that was said last, if these are its texts under another name. */
  const renamedItem = (parts: readonly CompletePart[]): SpokenItem | undefined => {
    const item = last === null ? undefined : byItem.get(last.item);
    if (!item || item.isComplete || isFull()) return undefined;
    return isSameText(parts, item.parts, item.length) ? item : undefined;
  };

  const reconcile = (parts: readonly CompletePart[], spoken: readonly SpokenPart[]): string => {
    if (isFull() || isSameText(parts, spoken)) return '';
    const own = parts.map(({ part, text }) => {
      const found = find(part);
      return found && restOf(text, found.text) !== null ? found : null;
    });
    // So that no other part is taken for one of these.
    for (const each of own) if (each) each.isOpen = false;
    const claimed = new Set(own);
    const unclaimed = countTexts(spoken.filter((each) => !claimed.has(each)));
    return parts
      .map(({ part, text }, at) => {
        if (own[at]) return complete(part, text);
        // Said under the name of another part, or otherwise than it is written here.
        return takeText(unclaimed, text) || find(part) ? '' : complete(part, text);
      })
      .join('');
  };

  return {
    add: (part, piece) => (piece === '' ? '' : say(find(part) ?? register(part, true), piece)),
    complete,
    completeItem(items, parts) {
      if (parts.length === 0) return '';
      const own = items.map((item) => byItem.get(item)).find((item) => item !== undefined);
      const item = own ?? renamedItem(parts) ?? itemOf(items[0]);
      // An item is completed once: its text is compared with all that was said of it.
      if (item.isComplete) return '';
      item.isComplete = true;
      return reconcile(parts, item.parts);
    },
    completeAll: (parts) => reconcile(parts, all),
    locate(part, start, end) {
      const spoken = find(part);
      if (!spoken?.isContiguous || !isRange(start, end, spoken.text.length)) return null;
      return { start: spoken.start + Number(start), end: spoken.start + Number(end) };
    },
  };
}

function nameOf(kind: string, item: string, index: number): string {
  return `${kind} ${index} ${item}`;
}

function isRange(start: unknown, end: unknown, length: number): boolean {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return false;
  return Number(start) >= 0 && Number(start) < Number(end) && Number(end) <= length;
}
