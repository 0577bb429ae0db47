import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import { isOneOf } from './is-one-of.ts';
import { pickParts, type TextCleaner } from './response-parts.ts';

type Picked = Record<string, unknown>;

/** What picks the texts and the ids of an item. */
type ItemPicker = { clean: TextCleaner; idOf: (id: unknown) => string | undefined };

const STATUSES = ['in_progress', 'searching', 'completed', 'incomplete', 'failed'];
const PHASES = ['commentary', 'final_answer'];
const MAX_QUERIES = 100;

/**
 * Picks the documented members of an item of the output (OpenAI API reference, "The Response object"); null
 * for an item of a type that no accepted request leads to.
 */
export function pickOutputItem(item: unknown, picker: ItemPicker): Picked | null {
  if (!isRecord(item)) return null;
  const members = pickMembers(item, picker);
  if (members === null) return null;
  const { type, status } = item;
  const id = picker.idOf(item['id']);
  return {
    ...(id !== undefined && { id }),
    type,
    ...(isOneOf(STATUSES, status) && { status }),
    ...members,
  };
}

function pickMembers(item: Picked, { clean, idOf }: ItemPicker): Picked | null {
  const { phase, content, summary, encrypted_content: encrypted } = item;
  switch (item['type']) {
    case 'message':
      return {
        role: 'assistant',
        content: pickParts(content, clean),
        ...((phase === null || isOneOf(PHASES, phase)) && { phase }),
      };
    case 'reasoning':
      return {
        summary: pickParts(summary, clean),
        ...(Array.isArray(content) && { content: pickParts(content, clean) }),
        ...(encrypted === null && { encrypted_content: null }),
        ...(typeof encrypted === 'string' && { encrypted_content: clean.complete(encrypted) }),
      };
    case 'function_call':
      return { ...pickCall(item, 'arguments', { clean, idOf }) };
    case 'custom_tool_call':
      return { ...pickCall(item, 'input', { clean, idOf }) };
    case 'web_search_call':
      return isRecord(item['action']) ? { action: pickSearch(item['action'], clean) } : {};
    default:
      return null;
  }
}

function pickCall(item: Picked, kind: 'arguments' | 'input', { clean, idOf }: ItemPicker): Picked {
  const { name } = item;
  const text = item[kind];
  const callId = idOf(item['call_id']);
  return {
    ...(callId !== undefined && { call_id: callId }),
    name: typeof name === 'string' ? clean.complete(name) : '',
    [kind]: typeof text === 'string' ? clean.text(kind, 0, text) : '',
  };
}

/** What a search of the web did: `search`, `open_page` or `find_in_page`. */
function pickSearch(action: Picked, clean: TextCleaner): Picked {
  const picked: Picked = {};
  for (const name of ['type', 'query', 'url', 'pattern']) {
    const text = action[name];
    if (typeof text === 'string') picked[name] = clean.complete(text);
  }
  const { queries, sources } = action;
  if (Array.isArray(queries)) {
    picked['queries'] = queries
      .slice(0, MAX_QUERIES)
      .flatMap((query) => (typeof query === 'string' ? [clean.complete(query)] : []));
  }
  if (Array.isArray(sources)) {
    picked['sources'] = sources
      .filter(isRecord)
      .flatMap(({ url }) =>
        typeof url === 'string' ? [{ type: 'url', url: clean.complete(url) }] : [],
      );
  }
  return picked;
}
