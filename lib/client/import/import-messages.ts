import { toFileName } from '#lib/core/attachments/to-file-name.ts';
import type { ImportSource, LeftOut } from '#lib/core/import/foreign-conversation.ts';
import type { ImportFault } from '#lib/core/import/import-fault.ts';
import { formatList } from '#lib/core/text/english-words.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { formatBytes } from '#lib/core/text/format-bytes.ts';
import type { ImportOutcome } from '../storage/your-data/archive.ts';
import type { ImportedFile } from './collect-imported.ts';

const NAMES: Readonly<Record<ImportSource | 'starlight', string>> = {
  starlight: 'Starlight',
  chatgpt: 'ChatGPT',
  claude: 'Claude',
  librechat: 'LibreChat',
  'open-webui': 'Open WebUI',
  nextchat: 'NextChat',
};
const MAX_TITLES = 5;
const MAX_TITLE_LENGTH = 60;

/** What an import did, in sentences: what was added, what could not be read, what was left out. */
export function importedMessage(
  { conversations, messages, saved = 0 }: ImportOutcome,
  { sources, unreadable, unreadableRecords, leftOut }: Omit<ImportedFile, 'records'>,
): string {
  const added = [
    ...(conversations + messages > 0 || saved === 0
      ? [counted(conversations, 'conversation'), counted(messages, 'message')]
      : []),
    ...(saved > 0 ? [counted(saved, 'saved preset or prompt', 'saved presets and prompts')] : []),
  ];
  const others = [...sources].filter((source) => source !== 'starlight');
  const from =
    others.length > 0 ? ` from ${formatList(others.map((source) => NAMES[source]))}` : '';
  const isNew = conversations + messages + saved > 0;
  const sentences = [
    isNew
      ? `Added ${formatList(added)}${from}. Existing messages are unchanged.`
      : 'Everything in that file is already here.',
    unreadableSentence(unreadable),
    unreadableRecords > 0
      ? `${counted(unreadableRecords, 'message or other record', 'messages or other records')} couldn't be read.`
      : '',
    isNew ? leftOutSentence(leftOut) : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** Why a file was not imported. */
export function refusedMessage(fileName: string, fault: ImportFault): string {
  return `${toFileName(fileName)} wasn't imported: ${reasonOf(fault)} Nothing was changed.`;
}

function unreadableSentence(titles: readonly string[]): string {
  if (titles.length === 0) return '';
  const shown = titles.slice(0, MAX_TITLES).map((title) => `“${shorten(title || 'Untitled')}”`);
  const hidden = titles.length - shown.length;
  const names = formatList(hidden > 0 ? [...shown, `${formatCount(hidden)} more`] : shown);
  return `${counted(titles.length, 'conversation')} couldn't be read: ${names}.`;
}

function leftOutSentence({ pictures, files, tools }: LeftOut): string {
  const parts = [
    ...(pictures > 0 ? [counted(pictures, 'picture')] : []),
    ...(files > 0 ? [counted(files, 'attached file')] : []),
    ...(tools > 0 ? [counted(tools, 'step')] : []),
  ];
  if (parts.length === 0) return '';
  const steps = tools > 0 ? ' that the model took with tools' : '';
  return `Left out: ${formatList(parts)}${steps}.`;
}

function reasonOf(fault: ImportFault): string {
  switch (fault.kind) {
    case 'not_an_export':
      return "it isn't an export of Starlight, ChatGPT, Claude, LibreChat, Open WebUI or NextChat.";
    case 'damaged_json':
      return 'its text is not complete JSON.';
    case 'damaged_zip':
      return 'the zip file is damaged or incomplete.';
    case 'encrypted_zip':
      return 'the zip file has a password.';
    case 'unsupported_zip':
      return "the zip file is packed in a way this browser can't read. Unpack it, then import conversations.json.";
    case 'too_large':
      return `it contains more than ${formatBytes(fault.limit)} of text.`;
    case 'too_deep':
      return `its data is nested more than ${formatCount(fault.limit)} levels deep.`;
    case 'too_many':
      return `it has more than ${formatCount(fault.limit)} entries.`;
    case 'cycle':
      return `the messages of “${shorten(fault.title || 'Untitled')}” refer to each other in a circle.`;
  }
}

/** On one line: it can be anyone's, and could turn the sentence around. */
function shorten(title: string): string {
  const characters = Array.from(
    title
      .slice(0, 1000)
      .replace(/[\p{Cc}\p{Cf}\s]/gu, ' ')
      .trim(),
  );
  if (characters.length <= MAX_TITLE_LENGTH) return characters.join('');
  return `${characters.slice(0, MAX_TITLE_LENGTH).join('')}…`;
}

function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
