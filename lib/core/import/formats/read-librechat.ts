import { fieldOf } from '../../json/field-of.ts';
import {
  type ForeignConversation,
  type ForeignFile,
  type ForeignNode,
  type LeftOut,
  nothingLeftOut,
} from '../foreign-conversation.ts';
import { listField, modelField, textField, timeField } from '../json-fields.ts';

/** The parent of a first message. */
const ROOT = '00000000-0000-0000-0000-000000000000';

/**
 * A conversation of LibreChat's JSON export: a list of messages, or (`recursive`) a tree of `children`.
 * Source: danny-avila/LibreChat, api/server/utils/import/__data__/librechat-export.json and
 * librechat-tree.json (2024). Null if it is none.
 */
export function readLibrechat(value: unknown): ForeignConversation | null {
  const id = textField(value, 'conversationId');
  const roots = [...listField(value, 'messages'), ...listField(value, 'messagesTree')];
  if (id === '' || roots.length === 0) return null;
  const leftOut = nothingLeftOut();
  const nodes = flatten(roots).map(
    ({ message, parentId }, index): ForeignNode => ({
      id: textField(message, 'messageId') || `n${index}`,
      parentId: parentId ?? parentOf(message),
      createdAt: timeField(message, 'createdAt'),
      ...contentOf(message, leftOut),
    }),
  );
  return {
    source: 'librechat',
    id,
    title: textField(value, 'title'),
    // `exportAt` has no date.
    createdAt: nodes[0]?.createdAt,
    updatedAt: nodes.findLast(({ createdAt }) => createdAt !== undefined)?.createdAt,
    leafId: null,
    nodes,
    leftOut,
  };
}

type Placed = { message: unknown; parentId: string | null };

/** The messages of a tree, parents first. A loop, not a recursion: a long conversation is as deep as long. */
function flatten(roots: readonly unknown[]): Placed[] {
  const placed: Placed[] = [];
  const pending: Placed[] = roots.map((message) => ({ message, parentId: null })).reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    placed.push(next);
    const parentId = textField(next.message, 'messageId') || null;
    const children = listField(next.message, 'children');
    for (const message of children.toReversed()) pending.push({ message, parentId });
  }
  return placed;
}

function parentOf(message: unknown): string | null {
  const parentId = textField(message, 'parentMessageId');
  return parentId === '' || parentId === ROOT ? null : parentId;
}

function contentOf(
  message: unknown,
  leftOut: LeftOut,
): Pick<ForeignNode, 'role' | 'text' | 'files'> {
  const files = listField(message, 'files').map(fileOf);
  if (fieldOf(message, 'error') === true) return { role: null, text: '' };
  const parts = listField(message, 'content');
  const words = parts.map(wordsIn).filter((text) => text !== '');
  const text = words.join('\n\n') || textField(message, 'text');
  if (fieldOf(message, 'isCreatedByUser') === true) return { role: 'user', text, files };
  leftOut.files += files.length;
  leftOut.tools += parts.filter((part) => textField(part, 'type') === 'tool_call').length;
  const thinking = parts.map((part) => textField(part, 'think')).filter(Boolean);
  const isIncomplete = fieldOf(message, 'unfinished') === true;
  const model = modelField(message, 'model');
  return {
    role: 'assistant',
    text,
    ...(thinking.length > 0 && { thinking: thinking.join('\n\n') }),
    ...{ model, isIncomplete },
  };
}

/** The export has where a file is on its server, and at most its text. */
function fileOf(file: unknown): ForeignFile {
  const name = textField(file, 'filename');
  const text = textField(file, 'text');
  if (text !== '') return { name: name || 'file', text };
  return { name, isPicture: textField(file, 'type').startsWith('image/') };
}

function wordsIn(part: unknown): string {
  if (textField(part, 'type') !== 'text') return '';
  return textField(part, 'text') || textField(fieldOf(part, 'text'), 'value');
}
