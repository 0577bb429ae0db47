import { expect, it } from 'vitest';
import { artifactText, canvasText } from './written-document.ts';

it('has what ChatGPT wrote into its canvas, as prose or as code', () => {
  const create = (document: object) =>
    canvasText('canmore.create_textdoc', JSON.stringify(document));
  expect(create({ name: 'Letter', type: 'document', content: '# Dear' })).toBe(
    '**Letter**\n\n# Dear',
  );
  expect(create({ name: 'Sum', type: 'code/python', content: 'x = "```"' })).toBe(
    '**Sum**\n\n````python\nx = "```"\n````',
  );
});

it('has what was written anew, and no changes of a part', () => {
  const update = (pattern: string) =>
    canvasText(
      'canmore.update_textdoc',
      JSON.stringify({ updates: [{ pattern, multiple: true, replacement: 'New' }] }),
    );
  expect(update('.*')).toBe('**Canvas**\n\nNew');
  expect(update('old')).toBe('');
  expect(canvasText('canmore.create_textdoc', '{"name": "cut o')).toBe('');
  expect(canvasText('python', '{"content": "x"}')).toBe('');
});

it('has the artifacts of Claude and the files that it made', () => {
  expect(artifactText('artifacts', { title: 'A', language: 'html', content: '<p>' })).toBe(
    '**A**\n\n```html\n<p>\n```',
  );
  expect(artifactText('create_file', { path: '/mnt/out/sum.py', file_text: 'x' })).toBe(
    '**sum.py**\n\n```py\nx\n```',
  );
  expect(artifactText('artifacts', { command: 'update', old_str: 'a' })).toBe('');
  expect(artifactText('bash_tool', { command: 'ls' })).toBe('');
});
