import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, type SecretKind } from './find-secrets.ts';

const x = (count: number) => 'aB3x'.repeat(Math.ceil(count / 4)).slice(0, count);
const upper = (count: number) => 'QZ7K'.repeat(Math.ceil(count / 4)).slice(0, count);

const SAMPLES: readonly [SecretKind, string][] = [
  ['private_key', '-----BEGIN RSA PRIVATE KEY-----'],
  ['private_key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ['private_key', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
  ['anthropic_key', `sk-ant-api03-${x(40)}`],
  ['openai_key', `sk-proj-${x(60)}`],
  ['openai_key', `sk-${x(48)}`],
  ['openai_key', `sk-or-v1-${x(64)}`],
  ['aws_key', `AKIA${upper(16)}`],
  ['aws_key', `ASIA${upper(16)}`],
  ['github_token', `ghp_${x(36)}`],
  ['github_token', `github_pat_${x(60)}`],
  ['slack_token', `xoxb-${'1'.repeat(12)}-${x(24)}`],
  ['slack_token', `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${x(24)}`],
  ['google_key', `AIza${x(35)}`],
  ['stripe_key', `sk_live_${x(24)}`],
  ['jwt', `eyJ${x(20)}.eyJ${x(40)}.${x(43)}`],
  ['other_key', `gsk_${x(50)}`],
  ['other_key', `hf_${x(34)}`],
  ['bearer_token', `Authorization: Bearer ${x(30)}`],
  ['address_password', 'postgres://app:hunter2@db.example/main'],
  ['password', 'password: hunter2'],
  ['password', 'DB_PASSWORD="correct-horse"'],
  ['password', "api_key = 'abcd1234'"],
  ['password', '"client_secret": "8f3a9b"'],
  ['password', `aws_secret_access_key=${x(40)}`],
  ['password', 'Passwort: Geheim99'],
  ['password', '密码：abc12345'],
  ['password', 'password=opensesame'],
  ['password', 'пароль: qwerty99'],
  ['password', 'Senha: abacaxi7'],
  ['password', '비밀번호: abc12345'],
  ['password', 'كلمة المرور: abc12345'],
  ['password', `AccountKey=${x(86)}`],
  ['other_key', `pypi-AgEIcHlwaS5vcmc${x(60)}`],
  ['other_key', `shpat_${'a1b2c3d4'.repeat(4)}`],
  ['other_key', `1234567890:AA${x(33)}`],
  ['other_key', `AGE-SECRET-KEY-1${upper(58)}`],
];

const HARMLESS = [
  'const password = getPassword()',
  'token = await vault.read(path)',
  'The meeting was 20261130:AAB',
  'Never share your password with anyone.',
  'password: string;',
  'The password: must be new',
  'const token: Token = await getToken();',
  'api_key = os.environ["OPENAI_API_KEY"]',
  'OPENAI_API_KEY=<your key>',
  'OPENAI_API_KEY=your-key-here',
  'apiKey: process.env.OPENAI_API_KEY',
  'token: 4096',
  'max_tokens: 4096',
  'sk-learn and task-runner-with-many-words-in-it',
  'A key starts with sk-… or AKIA….',
  'eyJhbGciOiJIUzI1NiJ9 is a header.',
  'Read https://user.example/a:b@c and write to a@b.example.',
  '-----BEGIN PUBLIC KEY-----',
  'The commit 0123456789abcdef0123456789abcdef01234567.',
];

describe('findSecrets', () => {
  it.each(SAMPLES)('finds a %s in %j, alone and within a text', (kind, sample) => {
    expect(findSecrets(sample).map((found) => found.kind)).toEqual([kind]);
    expect(findSecrets(`Here: \`${sample}\`, see?`).map((found) => found.kind)).toEqual([kind]);
  });

  it.each(HARMLESS)('finds nothing in %j', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it('never shows more of a secret than its ends', () => {
    for (const [kind, sample] of SAMPLES) {
      if (kind === 'private_key') continue;
      const [found] = findSecrets(sample);
      expect(found?.excerpt).toContain('…');
      expect(found?.excerpt).not.toContain(sample.slice(-10));
    }
  });

  it('finds each place once, and at most a hundred', () => {
    const text = `${SAMPLES.map(([, sample]) => sample).join('\n')}\n`;
    expect(findSecrets(text)).toHaveLength(SAMPLES.length);
    expect(findSecrets(text.repeat(10))).toHaveLength(100);
  });

  it('never throws, whatever the text', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        findSecrets(text);
      }),
    );
  });

  it.each(['sk-', 'eyJ', 'a_', 'password', 'password=', '://a', ':', '-----BEGIN ', 'Bearer '])(
    'takes time in proportion to a text of nothing but %j',
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const startedAt = performance.now();
      findSecrets(text);
      expect(performance.now() - startedAt).toBeLessThan(3000);
    },
  );
});
