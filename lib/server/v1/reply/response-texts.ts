import 'server-only';
import type { KeyRemover } from '../../upstream/secrets/key-remover.ts';
import type { TextCleaner, TextKind } from './response-parts.ts';

type Picked = Record<string, unknown>;

/** A text of a streamed response, by its place; see `placeOf`. */
export type TextPlace = { item: number; kind: TextKind; index: number };

/** Keeps the key out of the texts of one streamed response, wherever they are split. */
export type ResponseTexts = {
  /** For what begins or continues the texts of an item. */
  next: (item: number) => TextCleaner;
  /** For what repeats the texts of an item when they are complete. */
  complete: () => TextCleaner;
  /** Notes where to deliver what is held back of a text: the members of its last delta event. */
  follow: (place: TextPlace, event: Picked) => void;
  /** What was held back of a text, of all texts of an item, or of all: as delta events. */
  flush: (which?: TextPlace | { item: number }) => Picked[];
};

const TOKENS = 'logprobs';

export function createResponseTexts(keyRemover: KeyRemover): ResponseTexts {
  const followed = new Map<string, { place: TextPlace; event: Picked }>();
  let lists = 0;

  const token = (list: string | number, index: number, field: string, text: string) =>
    keyRemover.next(`${TOKENS}.${list}.${index}${field}`, text);

  const flushOne = (name: string, event: Picked): Picked[] => {
    followed.delete(name);
    return keyRemover.flush(name).map(({ text }) => ({ ...event, delta: text }));
  };

  return {
    next: (item) => ({
      text: (kind, index, text) => keyRemover.next(nameOf({ item, kind, index }), text),
      token: (index, field, text) => token(`i${item}`, index, field, text),
      complete: keyRemover.removeFrom,
    }),
    complete() {
      // Each list of tokens begins anew.
      lists += 1;
      const list = lists;
      return {
        text: (_kind, _index, text) => keyRemover.removeFrom(text),
        token: (index, field, text) => token(list, index, field, text),
        complete: keyRemover.removeFrom,
      };
    },
    follow(place, event) {
      followed.set(nameOf(place), { place, event });
    },
    flush(which) {
      if (which !== undefined && 'kind' in which) {
        const name = nameOf(which);
        const found = followed.get(name);
        return found ? flushOne(name, found.event) : [];
      }
      return [...followed].flatMap(([name, { place, event }]) =>
        which === undefined || place.item === which.item ? flushOne(name, event) : [],
      );
    },
  };
}

function nameOf({ item, kind, index }: TextPlace): string {
  return `${item}.${kind}.${index}`;
}
