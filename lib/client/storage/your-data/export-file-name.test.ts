import { expect, it } from 'vitest';
import { exportFileName } from './export-file-name.ts';

it.each([
  ['Why 401?', 'Why-401.md'],
  ['../../etc/passwd', 'etc-passwd.md'],
  ['Grüße aus 東京', 'Grüße-aus-東京.md'],
  ['CON: a\u0000b\u202Ec', 'CON-a-b-c.md'],
  ['👋', 'conversation.md'],
  ['', 'conversation.md'],
  ['x'.repeat(200), `${'x'.repeat(60)}.md`],
])('makes a file name from %j', (title, name) => {
  expect(exportFileName(title, 'md')).toBe(name);
});
