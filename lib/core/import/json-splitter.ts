import { ImportRefusal } from './import-fault.ts';

type SplitterLimits = {
  /** Levels of nesting. */
  maxDepth: number;
  /** Characters of one value. */
  maxLength: number;
  /** Splits the lists in the outermost object instead. */
  splitsMembers?: boolean;
};

/** The text of a value. `member`: the name of the list that it is in, within the outermost object. */
export type JsonPart = { text: string; member: string | null };

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const MAX_NAME_LENGTH = 100;

/**
 * Splits JSON that arrives in pieces into the texts of its values: the objects and lists of an outermost
 * list, or else the one outermost object, or (`splitsMembers`) what is in its lists. So a list of many
 * conversations is parsed one by one. Throws an `ImportRefusal` for a text that is no such JSON, or beyond a
 * limit.
 */
export function createJsonSplitter(limits: SplitterLimits) {
  const { maxDepth, maxLength, splitsMembers = false } = limits;
  let depth = 0;
  /** The depth at which values begin: 1 within a list, 0 for one object, 2 in its lists; null before the start. */
  let base: 0 | 1 | 2 | null = null;
  /** The last text at the first level. Before a list, it is its name. */
  let name = '';
  let inString = false;
  let isEscaped = false;
  let isOver = false;
  let parts: string[] = [];
  let length = 0;
  /** Where the current value begins in the current piece. */
  let start = 0;

  const keep = (part: string) => {
    parts.push(part);
    length += part.length;
    if (length > maxLength) throw new ImportRefusal({ kind: 'too_large', limit: maxLength });
  };
  const take = (): JsonPart => {
    const text = parts.join('');
    parts = [];
    length = 0;
    return { text, member: base === 2 ? name : null };
  };
  const refuseGarbage = (code: number) => {
    if (code > 32 && code !== 0xfeff) throw new ImportRefusal({ kind: 'damaged_json' });
  };

  const open = (code: number, at: number) => {
    base ??= code === OPEN_LIST ? 1 : splitsMembers ? 2 : 0;
    if (depth === base) start = at;
    depth += 1;
    if (depth > maxDepth) throw new ImportRefusal({ kind: 'too_deep', limit: maxDepth });
  };
  const stepInString = (code: number) => {
    if (isEscaped) isEscaped = false;
    else if (code === BACKSLASH) isEscaped = true;
    else if (code === QUOTE) inString = false;
    else if (depth === 1 && name.length < MAX_NAME_LENGTH) name += String.fromCharCode(code);
  };
  /** Whether the character closes a value. */
  const step = (code: number, at: number): boolean => {
    if (isOver || (base === null && code !== OPEN_LIST && code !== OPEN_OBJECT)) {
      refuseGarbage(code);
    } else if (code === QUOTE) {
      inString = true;
      if (depth === 1) name = '';
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      open(code, at);
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth -= 1;
      isOver = depth === 0;
      return depth === base;
    }
    return false;
  };

  return {
    /** The values that this piece completes. */
    push(chunk: string): JsonPart[] {
      const values: JsonPart[] = [];
      start = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const code = chunk.charCodeAt(at);
        if (inString) stepInString(code);
        else if (step(code, at)) {
          keep(chunk.slice(start, at + 1));
          values.push(take());
        }
      }
      if (base !== null && depth > base) keep(chunk.slice(start));
      return values;
    },
    /** To be called after the last piece. */
    end(): void {
      if (!isOver) throw new ImportRefusal({ kind: 'damaged_json' });
    },
  };
}
