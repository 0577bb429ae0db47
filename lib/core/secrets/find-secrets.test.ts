import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets } from './find-secrets.ts';
import type { SecretKind } from './secret-kind.ts';

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
  ['password', 'Password = "correct horse battery"'],
  ['password', '<password>hunter2</password>'],
  ['password', '{"Password":"hunter2"}'],
  ['password', 'SECRET_KEY=insecure-abc-xyz'],
  ['password', `AccountName=x;AccountKey=${'abcd'.repeat(21)}==`],
  ['password', 'MYSQL_ROOT_PASSWORD=root123'],
  ['password', 'my password is hunter2'],
  ['password', 'Das Passwort ist Sommer24!'],
  ['password', 'パスワードはsakura99です'],
  ['password', 'seed phrase: witch collapse practice feed shame open despair'],
  ['password', 'PIN: 4821'],
  ['private_key', `AGE-SECRET-KEY-1${upper(58)}`],
  ['google_key', `ya29.a0${x(40)}`],
  ['google_key', `GOCSPX-${x(28)}`],
  ['stripe_key', `whsec_${x(32)}`],
  ['webhook', `https://discord.com/api/webhooks/123456789012345678/${x(68)}`],
  ['other_key', `123456789:AA${x(33)}`],
  ['other_key', `pypi-${x(60)}`],
  ['other_key', `shpat_${'0a1b'.repeat(8)}`],
  ['other_key', `dckr_pat_${x(27)}`],
  ['basic_login', 'Authorization: Basic dXNlcjpwYXNz'],
  ['basic_login', 'curl -sS -u admin:s3cret https://api.example/v1'],
  ['cookie', `Cookie: session=${'0a1b'.repeat(8)}`],
  ['address_password', 'redis://:p4ssw0rd@cache.example:6379'],
  ['random_text', 'q8Zk2LwX9vB4nT7cR1mY5sD3fG6hJ0pK'],
  ...[
    'contraseña: perro99',
    'senha: abc1234',
    'wachtwoord: abc1234',
    'hasło: abc1234',
    'şifre: abc1234',
    'lösenord: abc1234',
    'пароль: qwerty123',
    'כתבתי סיסמה: abc1234',
    'كلمة المرور: abc1234',
    'पासवर्ड: abc1234',
    'รหัสผ่าน: abc1234',
    'mật khẩu: abc1234',
    '비밀번호: abc1234',
    'パスワード：himitsu99',
    '密碼：abc1234',
  ].map((text): [SecretKind, string] => ['password', text]),
];

const HARMLESS = [
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
  'const password = getPassword();',
  'const password = form.password;',
  'postgres://user:password@localhost/db',
  'The password is required, and the token is refreshed every hour.',
  'My password is not strong enough.',
  'Passwords are hashed with SHA-256 before they are stored.',
  'The pin is mightier. PIN 13 is a GPIO.',
  '123e4567-e89b-12d3-a456-426614174000',
  `sha512-${'aB3x9Kq2'.repeat(10)}==`,
  `data:image/png;base64,${'aB3x9Kq2'.repeat(40)}`,
  'handleMouseDownEventListenerForVersion2024Of7WindowsAnd3Tabs',
  'https://docs.example/Some-Very-Long-Title-With-Many-Words-2024-10-11',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'Basic Understanding of networks',
  'curl -u user https://api.example',
  'The access token is 4096 bytes long.',
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

  it.each([
    'sk-',
    'eyJ',
    'a_',
    'curl -u a',
    'aB3',
    'Basic ',
    '1',
    'mot de passe ',
    'password',
    'password=',
    '://a',
    ':',
    '-----BEGIN ',
    'Bearer ',
  ])('takes time in proportion to a text of nothing but %j', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const startedAt = performance.now();
    findSecrets(text);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
