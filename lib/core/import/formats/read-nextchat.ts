import { fieldOf } from '../../json/field-of.ts';
import {
  type ForeignConversation,
  type ForeignNode,
  type LeftOut,
  nothingLeftOut,
} from '../foreign-conversation.ts';
import { listField, modelField, textField, timeField } from '../json-fields.ts';

/**
 * The sessions of NextChat's backup (`chat-next-web-store`), each a list of messages. Source:
 * ChatGPTNextWeb/NextChat, app/store/chat.ts (2026). Null if it is none.
 */
export function readNextchat(value: unknown): ForeignConversation[] | null {
  const sessions = fieldOf(fieldOf(value, 'chat-next-web-store'), 'sessions');
  return Array.isArray(sessions) ? sessions.map(readSession) : null;
}

function readSession(session: unknown): ForeignConversation {
  const leftOut = nothingLeftOut();
  const messages = listField(session, 'messages');
  const ids = messages.map((message, index) => textField(message, 'id') || `n${index}`);
  const id = fieldOf(session, 'id');
  const updatedAt = timeField(session, 'lastUpdate');
  return {
    source: 'nextchat',
    // Older versions counted.
    id: typeof id === 'number' ? String(id) : textField(session, 'id'),
    title: textField(session, 'topic'),
    createdAt: updatedAt,
    updatedAt,
    leafId: ids.at(-1) ?? null,
    nodes: messages.map(
      (message, index): ForeignNode => ({
        id: ids[index] ?? '',
        parentId: ids[index - 1] ?? null,
        // A date as its browser wrote it, in any language.
        createdAt: timeField(message, 'date') ?? updatedAt,
        ...contentOf(message, leftOut),
      }),
    ),
    leftOut,
  };
}

function contentOf(
  message: unknown,
  leftOut: LeftOut,
): Pick<ForeignNode, 'role' | 'text' | 'files'> {
  const role = textField(message, 'role');
  const parts = listField(message, 'content');
  const words = parts.map((part) => textField(part, 'text')).filter((text) => text !== '');
  const text = textField(message, 'content') || words.join('\n\n');
  const urls = parts.map((part) => textField(fieldOf(part, 'image_url'), 'url')).filter(Boolean);
  if (role === 'user')
    return { role, text, files: urls.map((url) => ({ name: '', isPicture: true, url })) };
  if (role !== 'assistant') return { role: null, text: '' };
  leftOut.tools += listField(message, 'tools').length;
  const pictures = urls.map((url) => ({ url }));
  const isIncomplete = fieldOf(message, 'streaming') === true;
  return { role, text, ...{ pictures, model: modelField(message, 'model'), isIncomplete } };
}
