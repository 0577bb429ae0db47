import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOf, examine, invalidKey, KEY, OTHER_KEY } from '#tests/unit/doctor/doctor-fixture.ts';
import { expectRow, type Row, upstream, withKey } from '#tests/unit/doctor/expect-row.ts';

const line = (key: string) => `OPENAI_API_KEY=${key}\n`;

describe('the check for an exposed key', () => {
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd: folder });
  it.each<Row>([
    {
      name: 'in a public variable of another build tool',
      check: 'leak',
      env: withKey({ VITE_OPENAI_API_KEY: KEY }),
      status: 'fail',
      title: /VITE_OPENAI_API_KEY puts a key into the page/,
    },
    {
      name: 'in a public variable that only a file sets',
      check: 'leak',
      env: withKey(),
      files: { '.env': `NEXT_PUBLIC_OPENAI_API_KEY=${KEY}\n` },
      status: 'fail',
      title: /NEXT_PUBLIC_OPENAI_API_KEY puts a key into the page/,
      fix: /Revoke/,
    },
    {
      name: 'in the public folder',
      check: 'leak',
      env: withKey(),
      files: { 'public/.env': line(KEY) },
      status: 'fail',
      title: /public\/\.env contains the key, and anyone can download/,
    },
    {
      name: 'another key in the built page',
      check: 'leak',
      env: withKey(),
      files: { '.next/static/chunks/a.js': `const key="${OTHER_KEY}"` },
      status: 'fail',
      title: /built into the page/,
    },
    {
      name: 'none, before anything is built',
      check: 'leak',
      env: withKey(),
      status: 'pass',
      title: /^No public variable contains a key$/,
    },
    {
      name: 'in an env file under version control',
      check: 'git',
      env: withKey(),
      shell: {},
      files: { '.env': line(KEY) },
      prepare: (folder) => {
        git(folder, 'init', '-q');
        git(folder, 'add', '.env');
      },
      status: 'fail',
      title: /^\.env is tracked by git$/,
      fix: /^git rm --cached \.env$/,
    },
    {
      name: 'in an env file that git does not ignore',
      check: 'git',
      env: withKey(),
      shell: {},
      files: { '.env.local': line(KEY) },
      prepare: (folder) => void git(folder, 'init', '-q'),
      status: 'warn',
      title: /^\.env\.local isn't ignored by git$/,
      fix: /^echo '\.env\.local' >> \.gitignore$/,
    },
    {
      name: 'none in git, without a key',
      check: 'git',
      prepare: (folder) => void git(folder, 'init', '-q'),
      status: 'pass',
      title: /^Env files are ignored$/,
    },
  ])('reports $name', expectRow);

  it('gives the git history as the reason when it contains a refused key', async () => {
    upstream.respond(invalidKey);
    const report = await examine({
      env: withKey(),
      upstream,
      prepare: (folder) => {
        git(folder, 'init', '-q');
        writeFileSync(path.join(folder, 'call.js'), `call('${KEY}')\n`);
        git(folder, 'add', '.');
        git(folder, 'commit', '-qm', 'one');
      },
    });
    expect(report.verdict).toBe('OpenAI rejected this key.');
    expect(checkOf(report, 'models').detail).toMatch(
      /in the git history \(commit \w+, call\.js\), and OpenAI revokes keys it finds in public/,
    );
  });
});
