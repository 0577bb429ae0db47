import { fieldOf } from '../../json/field-of.ts';
import { decodeEntities } from '../../markdown/lexer/decode-entities.ts';
import {
  type ForeignConversation,
  type ForeignFile,
  type ForeignNode,
  type LeftOut,
  nothingLeftOut,
} from '../foreign-conversation.ts';
import { entriesField, listField, modelField, textField, timeField } from '../json-fields.ts';

/**
 * A chat of Open WebUI's export: `chat.history.messages` is the tree, `currentId` its visible leaf; old
 * exports have only the list `chat.messages`. Source: danny-avila/LibreChat,
 * api/server/utils/import/__data__/openwebui-export.json (2026). Null if it is none.
 */
export function readOpenWebui(value: unknown): ForeignConversation | null {
  const chat = fieldOf(value, 'chat');
  const history = fieldOf(chat, 'history');
  const tree = entriesField(history, 'messages');
  const list = listField(chat, 'messages');
  if (tree.length === 0 && list.length === 0) return null;
  const leftOut = nothingLeftOut();
  const ids = list.map((message, index) => textField(message, 'id') || `n${index}`);
  const nodes =
    tree.length > 0
      ? tree.map(([id, message]) =>
          nodeOf(id, textField(message, 'parentId') || null, message, leftOut),
        )
      : list.map((message, index) =>
          nodeOf(ids[index] ?? '', ids[index - 1] ?? null, message, leftOut),
        );
  return {
    source: 'open-webui',
    id: textField(value, 'id') || textField(chat, 'id'),
    title: textField(value, 'title') || textField(chat, 'title'),
    createdAt: timeField(value, 'created_at') ?? timeField(chat, 'timestamp'),
    updatedAt: timeField(value, 'updated_at'),
    leafId: textField(history, 'currentId') || null,
    nodes,
    leftOut,
  };
}

function nodeOf(
  id: string,
  parentId: string | null,
  message: unknown,
  leftOut: LeftOut,
): ForeignNode {
  const role = textField(message, 'role');
  const createdAt = timeField(message, 'timestamp');
  const files = listField(message, 'files').map(fileOf);
  const base = { id, parentId, createdAt };
  if (role === 'user') return { ...base, role, text: textField(message, 'content'), files };
  if (role !== 'assistant') return { ...base, role: null, text: '' };
  const pictures = files.flatMap(({ isPicture, url = '' }) => (isPicture ? [{ url }] : []));
  leftOut.files += files.length - pictures.length;
  const { text, thinking } = splitDetails(textField(message, 'content'), leftOut);
  return {
    ...base,
    role,
    text,
    ...(thinking !== '' && { thinking }),
    pictures,
    model: modelField(message, 'model'),
    isIncomplete: fieldOf(message, 'done') === false,
  };
}

/** A picture is a data URL or, in newer exports, a name that only its server knows; of a file, its text. */
function fileOf(value: unknown): ForeignFile {
  const file = fieldOf(value, 'file');
  const name =
    textField(value, 'name') ||
    textField(file, 'filename') ||
    textField(fieldOf(file, 'meta'), 'name');
  const type = textField(value, 'type');
  if (type === 'image' || textField(value, 'content_type').startsWith('image/'))
    return { name, isPicture: true, url: textField(value, 'url') };
  const text =
    textField(fieldOf(file, 'data'), 'content') || textField(fieldOf(value, 'data'), 'content');
  return text === '' ? { name } : { name: name || 'file', text };
}

const START = '<details type="';
const END = '</details>';

/** Takes thinking and the results of tools out of a text, which has them as `<details type="…">`. */
function splitDetails(content: string, leftOut: LeftOut): { text: string; thinking: string } {
  const thoughts: string[] = [];
  let text = '';
  let from = 0;
  for (let start = content.indexOf(START); start >= 0; start = content.indexOf(START, from)) {
    const end = content.indexOf(END, start);
    if (end < 0) break;
    text += content.slice(from, start);
    from = end + END.length;
    const part = content.slice(start + START.length, end);
    if (part.startsWith('reasoning"')) thoughts.push(thoughtIn(part));
    else leftOut.tools += 1;
  }
  return { text: (text + content.slice(from)).trim(), thinking: thoughts.join('\n\n') };
}

/** What follows the summary, without its quote marks and escapes. */
function thoughtIn(part: string): string {
  const summaryEnd = part.indexOf('</summary>');
  const body = summaryEnd < 0 ? '' : part.slice(summaryEnd + '</summary>'.length);
  return decodeEntities(body).replace(/^> ?/gm, '').trim();
}
