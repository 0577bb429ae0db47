import { fieldOf } from '../../json/field-of.ts';
import { fenced } from '../fenced.ts';
import {
  type ForeignConversation,
  type ForeignFile,
  type ForeignNode,
  type LeftOut,
  nothingLeftOut,
} from '../foreign-conversation.ts';
import {
  entriesField,
  listField,
  modelField,
  sourceFrom,
  textField,
  timeField,
} from '../json-fields.ts';
import { canvasText } from './written-document.ts';

/**
 * A conversation of ChatGPT's `conversations.json`: `mapping` is the tree, `current_node` its visible leaf.
 * OpenAI documents no format. Sources: mohamed-chs/convoviz, docs/dev/chatgpt-spec.md, 3.0 (February 2026);
 * danny-avila/LibreChat, api/server/utils/import/__data__/chatgpt-modern-export.json (2025).
 * Null if it is none.
 */
export function readChatgpt(value: unknown): ForeignConversation | null {
  const entries = entriesField(value, 'mapping');
  if (entries.length === 0) return null;
  const leftOut = nothingLeftOut();
  return {
    source: 'chatgpt',
    id: textField(value, 'conversation_id') || textField(value, 'id'),
    title: textField(value, 'title'),
    createdAt: timeField(value, 'create_time'),
    updatedAt: timeField(value, 'update_time'),
    leafId: textField(value, 'current_node') || null,
    nodes: entries.map(([id, node]) => ({
      id,
      parentId: textField(node, 'parent') || null,
      ...contentOf(fieldOf(node, 'message'), leftOut),
    })),
    leftOut,
  };
}

type Content = Omit<ForeignNode, 'id' | 'parentId'>;

/** A file's ID, alone or at the end of an address, whose scheme may be `file-service:`. */
const ASSET = /(?:^|\/)(file[-_][A-Za-z0-9]{1,100})(?![A-Za-z0-9:])/;
const NOTHING: Content = { role: null, text: '' };

function contentOf(message: unknown, leftOut: LeftOut): Content {
  const role = textField(fieldOf(message, 'author'), 'role');
  const content = fieldOf(message, 'content');
  const metadata = fieldOf(message, 'metadata');
  const createdAt = timeField(message, 'create_time');
  if (fieldOf(metadata, 'is_visually_hidden_from_conversation') === true) return NOTHING;
  if (role === 'user') {
    const files = filesOf(metadata, content);
    return isWords(content) ? { role, text: wordsIn(content), files, createdAt } : NOTHING;
  }
  if (role === 'tool') {
    const pictures = assetsIn(content).map((asset) => ({ asset }));
    const isCanvas = textField(fieldOf(message, 'author'), 'name').startsWith('canmore.');
    if (pictures.length === 0 && !isCanvas) leftOut.tools += 1;
    return pictures.length === 0 ? NOTHING : { role: 'assistant', text: '', pictures, createdAt };
  }
  return role === 'assistant' ? { ...replyIn(message), createdAt } : NOTHING;
}

function replyIn(message: unknown): Content {
  const content = fieldOf(message, 'content');
  const metadata = fieldOf(message, 'metadata');
  const type = textField(content, 'content_type');
  if (type === 'thoughts') return { role: 'assistant', text: '', thinking: thoughtsIn(content) };
  const recipient = textField(message, 'recipient');
  const isToReader = recipient === '' || recipient === 'all';
  if (type !== 'code' && !isWords(content)) return NOTHING;
  const code = textField(content, 'text');
  if (!isToReader) {
    const text = canvasText(recipient, code || wordsIn(content));
    return text === '' ? NOTHING : { role: 'assistant', text };
  }
  return {
    role: 'assistant',
    text: type === 'code' ? fenced(code, '') : withoutMarks(wordsIn(content)),
    model: modelField(metadata, 'model_slug'),
    isIncomplete: textField(message, 'status') === 'in_progress',
    pictures: assetsIn(content).map((asset) => ({ asset })),
    sources: sourcesIn(metadata),
  };
}

function isWords(content: unknown): boolean {
  const type = textField(content, 'content_type');
  return type === 'text' || type === 'multimodal_text';
}

/** The text parts; of a spoken part, its transcript. */
function wordsIn(content: unknown): string {
  const parts = listField(content, 'parts').map((part) =>
    typeof part === 'string' ? part : textField(part, 'text'),
  );
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The names of pictures, as in `sediment://file_0123` and `file-service://file-Ab12`. */
function assetsIn(content: unknown): string[] {
  return listField(content, 'parts').flatMap((part) => {
    if (textField(part, 'content_type') !== 'image_asset_pointer') return [];
    const [, asset = ''] = ASSET.exec(textField(part, 'asset_pointer')) ?? [];
    return [asset];
  });
}

/** The files of a question. A picture is there twice: in the list, with its name, and where it is shown. */
function filesOf(metadata: unknown, content: unknown): ForeignFile[] {
  const shown = assetsIn(content);
  const listed = listField(metadata, 'attachments').map((file): ForeignFile => {
    const [, asset = ''] = ASSET.exec(textField(file, 'id')) ?? [];
    const isPicture = shown.includes(asset) || textField(file, 'mime_type').startsWith('image/');
    return { name: textField(file, 'name'), isPicture, ...(asset !== '' && { asset }) };
  });
  const unlisted = shown.filter((asset) => !listed.some((file) => file.asset === asset));
  return [...listed, ...unlisted.map((asset) => ({ name: '', isPicture: true, asset }))];
}

function thoughtsIn(content: unknown): string {
  const thoughts = listField(content, 'thoughts').map((thought) => {
    const summary = textField(thought, 'summary');
    const text = textField(thought, 'content');
    return summary === '' ? text : `**${summary}**\n\n${text}`;
  });
  return thoughts.join('\n\n');
}

/** Removes what stands for a citation: private characters around its name, or 【1†source】. */
function withoutMarks(text: string): string {
  return text
    .replace(/\ue200[^\ue200\ue201]{0,1000}\ue201/g, '')
    .replace(/【[^【】†]{1,40}†[^【】]{0,200}】/g, '');
}

function sourcesIn(metadata: unknown) {
  const references = listField(metadata, 'content_references').flatMap((reference) => [
    reference,
    ...listField(reference, 'items'),
  ]);
  const citations = listField(metadata, 'citations').map((cited) => fieldOf(cited, 'metadata'));
  const found = [...references, ...citations].flatMap((page) =>
    sourceFrom(textField(page, 'url'), textField(page, 'title')),
  );
  return [...new Map(found.map((source) => [source.url, source])).values()];
}
