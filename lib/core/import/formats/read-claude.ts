import { fieldOf } from '../../json/field-of.ts';
import {
  type ForeignConversation,
  type ForeignFile,
  type ForeignNode,
  type LeftOut,
  nothingLeftOut,
} from '../foreign-conversation.ts';
import { listField, modelField, sourceFrom, textField, timeField } from '../json-fields.ts';
import { artifactText } from './written-document.ts';

/** The parent of a first message. */
const ROOT = '00000000-0000-4000-8000-000000000000';

/**
 * A conversation of Claude's `conversations.json`: a list of messages, which are a tree where
 * `parent_message_uuid` is there and a chain where it is not (exports before 2026). Anthropic documents no
 * format. Sources: brandtcormorant/claude-json-schema (2025); importers on GitHub as of September 2026.
 * Null if it is none.
 */
export function readClaude(value: unknown): ForeignConversation | null {
  const messages = fieldOf(value, 'chat_messages');
  if (!Array.isArray(messages)) return null;
  const leftOut = nothingLeftOut();
  const isTree = messages.some((message) => textField(message, 'parent_message_uuid') !== '');
  const ids = messages.map((message, index) => textField(message, 'uuid') || `n${index}`);
  return {
    source: 'claude',
    id: textField(value, 'uuid'),
    title: textField(value, 'name'),
    createdAt: timeField(value, 'created_at'),
    updatedAt: timeField(value, 'updated_at'),
    leafId: textField(value, 'current_leaf_message_uuid') || null,
    nodes: messages.map(
      (message, index): ForeignNode => ({
        id: ids[index] ?? '',
        parentId: isTree ? parentOf(message) : (ids[index - 1] ?? null),
        createdAt: timeField(message, 'created_at'),
        model: modelField(value, 'model'),
        ...contentOf(message, leftOut),
      }),
    ),
    leftOut,
  };
}

function parentOf(message: unknown): string | null {
  const parentId = textField(message, 'parent_message_uuid');
  return parentId === '' || parentId === ROOT ? null : parentId;
}

function contentOf(
  message: unknown,
  leftOut: LeftOut,
): Pick<ForeignNode, 'role' | 'text' | 'files'> {
  const blocks = listField(message, 'content');
  const words = blocks.map((block) => wordsIn(block, leftOut)).filter((text) => text !== '');
  const text = words.join('\n\n') || textField(message, 'text');
  if (textField(message, 'sender') === 'human') {
    const files = [...listField(message, 'attachments'), ...listField(message, 'files')];
    return { role: 'user', text, files: files.map(fileOf) };
  }
  const thinking = blocks.map((block) => textField(block, 'thinking')).filter(Boolean);
  const sources = blocks.flatMap((block) =>
    listField(block, 'citations').flatMap((cited) => {
      const page = fieldOf(cited, 'details') ?? cited;
      return sourceFrom(textField(page, 'url'), textField(cited, 'title'));
    }),
  );
  return {
    role: 'assistant',
    text,
    ...(thinking.length > 0 && { thinking: thinking.join('\n\n') }),
    ...(sources.length > 0 && { sources }),
  };
}

function wordsIn(block: unknown, leftOut: LeftOut): string {
  const type = textField(block, 'type');
  if (type === 'text') return textField(block, 'text');
  if (type !== 'tool_use') return '';
  const text = artifactText(textField(block, 'name'), fieldOf(block, 'input'));
  if (text === '') leftOut.tools += 1;
  return text;
}

/** A long text that was pasted, or a file, of which the export has at most the text. */
function fileOf(file: unknown): ForeignFile {
  const name = textField(file, 'file_name');
  const text = textField(file, 'extracted_content');
  if (text !== '') return { name, text };
  return { name, isPicture: textField(file, 'file_kind') === 'image' };
}
