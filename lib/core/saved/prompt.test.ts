import { describe, expect, it } from 'vitest';
import { faultOfPrompt, nextPlaceholder, promptsFor, readPrompt } from './prompt.ts';
import { readPromptFile, writePromptFile } from './prompt-file.ts';

const PROMPTS = [
  { id: 'translate', text: 'Translate into {{language}}: {{text}}' },
  { id: 'Summary', text: 'Sum up' },
  { id: '翻訳', text: '訳して' },
];
const idsFor = (draft: string) => promptsFor(draft, PROMPTS)?.map(({ id }) => id) ?? null;

describe('the prompts for a draft', () => {
  it('are all after a slash, then those with what follows it, the beginnings first', () => {
    expect(idsFor('/')).toEqual(['Summary', 'translate', '翻訳']);
    expect(idsFor('/S')).toEqual(['Summary', 'translate']);
    expect(idsFor('/翻')).toEqual(['翻訳']);
    expect(idsFor('/zzz')).toEqual([]);
  });

  it.each([
    ...['', 'hello', ' /', 'a/', '/usr/bin', '//', '/simulate', '/simulate 401', '/SIMULATE'],
    ...['/translate this', '/\n', `/${'x'.repeat(41)}`],
  ])('are not asked for by %j', (draft) => expect(idsFor(draft)).toBeNull());
});

describe('a prompt', () => {
  it.each([
    [{ id: '', text: 'x' }, 'name'],
    [{ id: 'two words', text: 'x' }, 'name'],
    [{ id: 'a/b', text: 'x' }, 'name'],
    [{ id: 'Simulate', text: 'x' }, 'name'],
    [{ id: 'x'.repeat(41), text: 'x' }, 'name'],
    [{ id: 1, text: 'x' }, 'name'],
    [{ id: 'a', text: ' \n' }, 'text'],
    [{ id: 'a', text: 'x'.repeat(20_001) }, 'text'],
    [{ id: 'a', text: ['x'] }, 'text'],
  ])('is refused by its field: %j', (prompt, field) => {
    expect(faultOfPrompt(prompt)).toBe(field);
    expect(readPrompt(prompt)).toBeNull();
  });

  it('has placeholders, which follow each other and begin again', () => {
    const text = 'To {{a}}: {{b c}} {not} {{}} {{x\ny}}';
    const marked = (from: number) => {
      const found = nextPlaceholder(text, from);
      return found && text.slice(found.start, found.end);
    };
    expect([0, 4, 10, 30].map(marked)).toEqual(['{{a}}', '{{b c}}', '{{b c}}', '{{a}}']);
    expect(nextPlaceholder('{'.repeat(20_000), 0)).toBeNull();
  });
});

describe('a file of prompts', () => {
  it('is read as it was written', () => {
    expect(readPromptFile(writePromptFile(PROMPTS))).toEqual({ prompts: PROMPTS });
    expect(readPromptFile(writePromptFile([]))).toEqual({ prompts: [] });
  });

  const file = (prompts: unknown) => JSON.stringify({ format: 'starlight-prompts', prompts });
  it.each([
    ['', { kind: 'not_prompts' }],
    ['[]', { kind: 'not_prompts' }],
    ['{"format":"starlight-conversations"}', { kind: 'not_prompts' }],
    [file({}), { kind: 'invalid', field: 'prompts' }],
    [file([null]), { kind: 'invalid', field: 'prompts[0].name' }],
    [
      file([{ name: 'a', text: 'b' }, { name: 'a' }]),
      { kind: 'invalid', field: 'prompts[1].text' },
    ],
    [file([{ name: 'a b', text: 'b' }]), { kind: 'invalid', field: 'prompts[0].name' }],
    [file(Array.from({ length: 201 }, () => 0)), { kind: 'too_many', limit: 200 }],
  ])('is refused whole, with the reason: %s', (text, fault) => {
    expect(readPromptFile(text)).toEqual({ fault });
  });
});
