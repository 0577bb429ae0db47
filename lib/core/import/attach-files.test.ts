import { describe, expect, it } from 'vitest';
import {
  CHATGPT,
  CHATGPT_LOG,
  CLAUDE,
  LIBRECHAT,
  NEXTCHAT,
  OPEN_WEBUI,
} from '#tests/fixtures/imports/foreign-exports.ts';
import { type Attachment, MAX_TEXT_LENGTH } from '../attachments/attachment.ts';
import { attachFiles } from './attach-files.ts';
import { buildImported } from './build-imported.ts';
import { type ForeignFile, nothingLeftOut } from './foreign-conversation.ts';
import { recognizeExport } from './recognize-export.ts';

const attached = (files: readonly ForeignFile[], read = new Map<ForeignFile, Attachment>()) => {
  const leftOut = nothingLeftOut();
  const idOf = (place: number) => `f${place}`;
  return { ...attachFiles({ text: 'Said.', files, idOf }, read, leftOut), leftOut };
};

/** The question of an export, and the attachments it gets without a browser. */
function questionOf(value: unknown) {
  const [foreign] = recognizeExport(value).conversations;
  const built = foreign && buildImported(foreign);
  const [question] = built?.messages ?? [];
  const shown = question?.attachments?.map(({ type, name }) => [type, name]);
  return { text: question?.text, shown, leftOut: foreign?.leftOut };
}

describe('the files of a question', () => {
  it('of ChatGPT are named once each, by their list and by where they are shown', () => {
    expect(questionOf(CHATGPT)).toMatchObject({
      text: 'How do I roll back?',
      shown: [
        ['absent', 'log.txt'],
        ['absent', 'Screen shot.png'],
        ['absent', 'gone.pdf'],
        ['absent', 'picture'],
      ],
    });
    const [foreign] = recognizeExport(CHATGPT).conversations;
    const [log] = foreign?.nodes.flatMap(({ files = [] }) => files) ?? [];
    expect(log).toEqual({ name: 'log.txt', isPicture: false, asset: CHATGPT_LOG });
  });

  it('of Claude have the text that its export has', () => {
    expect(questionOf(CLAUDE)).toEqual({
      text: 'Read this',
      shown: [
        ['text', 'paste.txt'],
        ['absent', 'x'],
        ['absent', 'photo.png'],
      ],
      leftOut: { pictures: 1, files: 1, tools: 1 },
    });
  });

  it('of Open WebUI and LibreChat have the text that their exports have', () => {
    expect(questionOf(OPEN_WEBUI).shown).toEqual([
      ['absent', 'picture'],
      ['absent', 'picture'],
      ['text', 'sum.csv'],
      ['absent', 'All sums'],
    ]);
    expect(questionOf(LIBRECHAT).shown).toEqual([
      ['text', 'notes.md'],
      ['absent', 'cat.jpg'],
    ]);
    expect(questionOf(NEXTCHAT).shown).toEqual([['absent', 'picture']]);
  });

  it('keep their content if it was read', () => {
    const file = { name: 'cat.png', asset: 'file-Cat' };
    const content = { type: 'text' as const, id: 'imported', name: 'cat.png', text: 'a' };
    const read = new Map([[file, { ...content, origin: 'file' as const }]]);
    const { attachments, leftOut } = attached([file], read);
    expect(attachments).toEqual([{ ...content, origin: 'file', id: 'f0' }]);
    expect(leftOut).toEqual(nothingLeftOut());
  });

  it('have the first words of a pasted text as their name', () => {
    expect(attached([{ name: '', text: 'Dear all,\nplease read' }]).attachments).toMatchObject([
      { type: 'text', name: 'Dear all, please read', origin: 'paste' },
    ]);
  });

  it('stay part of what was said where no attachment has room for their text', () => {
    const long = 'x'.repeat(MAX_TEXT_LENGTH + 1);
    const { text, attachments, leftOut } = attached([{ name: 'long.txt', text: long }]);
    expect(text).toBe(`Said.\n\nFile: long.txt\n\`\`\`txt\n${long}\n\`\`\``);
    expect(attachments).toEqual([]);
    const many = Array.from({ length: 12 }, (_, at) => ({ name: `${at}.md`, text: `text ${at}` }));
    const kept = attached([...many, { name: 'late.png' }, { name: 'late.pdf' }]);
    expect(kept.attachments.map(({ name }) => name)).toEqual(
      many.slice(0, 10).map(({ name }) => name),
    );
    expect(kept.text).toContain('text 10');
    expect(kept.text).toContain('text 11');
    expect(leftOut).toEqual(nothingLeftOut());
    expect(kept.leftOut).toEqual({ pictures: 1, files: 1, tools: 0 });
  });

  it('have IDs that fit, the same each time', () => {
    const long = { ...CLAUDE, uuid: 'x'.repeat(300) };
    const [foreign] = recognizeExport(long).conversations;
    const built = foreign && buildImported(foreign);
    const ids = built?.messages[0]?.attachments?.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(3);
    expect(built).toEqual(foreign && buildImported(foreign));
  });
});
