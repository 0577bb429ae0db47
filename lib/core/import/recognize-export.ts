import { fieldOf } from '../json/field-of.ts';
import type { ForeignConversation } from './foreign-conversation.ts';
import { readChatgpt } from './formats/read-chatgpt.ts';
import { readClaude } from './formats/read-claude.ts';
import { readLibrechat } from './formats/read-librechat.ts';
import { readNextchat } from './formats/read-nextchat.ts';
import { readOpenWebui } from './formats/read-open-webui.ts';
import { textField } from './json-fields.ts';

const READERS = [readChatgpt, readClaude, readOpenWebui, readLibrechat] as const;

type Recognized = {
  conversations: ForeignConversation[];
  /** The titles of what looks like no conversation; '' if there is none. */
  unknown: string[];
};

/** The conversations in a value of an export: one, a list of them in `conversations`, or a backup. */
export function recognizeExport(value: unknown): Recognized {
  const sessions = readNextchat(value);
  if (sessions) return { conversations: sessions, unknown: [] };
  const wrapped = fieldOf(value, 'conversations');
  const found: Recognized = { conversations: [], unknown: [] };
  for (const item of Array.isArray(wrapped) ? wrapped : [value]) {
    const conversation = readOne(item);
    if (conversation) found.conversations.push(conversation);
    else found.unknown.push(textField(item, 'title') || textField(item, 'name'));
  }
  return found;
}

function readOne(value: unknown): ForeignConversation | null {
  for (const read of READERS) {
    const conversation = read(value);
    if (conversation) return conversation;
  }
  return null;
}
