/** What a text that should not be shared looks like. */
export type SecretKind =
  | 'private_key'
  | 'anthropic_key'
  | 'openai_key'
  | 'aws_key'
  | 'github_token'
  | 'slack_token'
  | 'google_key'
  | 'stripe_key'
  | 'jwt'
  | 'other_key'
  | 'bearer_token'
  | 'address_password'
  | 'password';

type FoundSecret = {
  kind: SecretKind;
  /** Its start and its end, enough to recognize it. */
  excerpt: string;
};

// Bounded repetitions: a text can be long, and nobody reads more of a key than its start.
// The most specific first: what one has found, a later one does not report again.
const DETECTORS: readonly { kind: SecretKind; pattern: RegExp }[] = [
  { kind: 'private_key', pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g },
  { kind: 'anthropic_key', pattern: /(?<![A-Za-z0-9])sk-ant-[A-Za-z0-9_-]{16,300}/g },
  { kind: 'openai_key', pattern: /(?<![A-Za-z0-9])(?:sk|sess)-[A-Za-z0-9_-]{20,300}/g },
  {
    kind: 'aws_key',
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  },
  {
    kind: 'github_token',
    pattern: /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255})/g,
  },
  {
    kind: 'slack_token',
    pattern: /(?<![A-Za-z0-9])(?:xox[a-z]-[A-Za-z0-9-]{10,250}|xapp-[A-Za-z0-9-]{10,250})/g,
  },
  { kind: 'slack_token', pattern: /hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,100}/g },
  { kind: 'google_key', pattern: /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g },
  { kind: 'stripe_key', pattern: /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{16,250}/g },
  {
    kind: 'jwt',
    pattern: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,1000}/g,
  },
  {
    kind: 'other_key',
    pattern:
      /(?<![A-Za-z0-9])(?:gsk_|hf_|r8_|xai-|pplx-|nvapi-|fw_|tgp_v1_|csk-|cpk_|vck_|glpat-|npm_|dop_v1_|SG\.|ABSK|bedrock-api-key-|pypi-|shp(?:at|ss|ca|pa)_|AGE-SECRET-KEY-1)[A-Za-z0-9_.-]{20,200}/g,
  },
  // Of a Telegram bot: its number, then the token.
  { kind: 'other_key', pattern: /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g },
  { kind: 'bearer_token', pattern: /(?<![A-Za-z0-9])[Bb]earer [A-Za-z0-9._~+/-]{20,2000}/g },
  { kind: 'address_password', pattern: /:\/\/[^\s/:@]{1,100}:[^\s/:@]{1,200}@/g },
  {
    kind: 'password',
    pattern:
      /(?:password|passwd|pwd|passphrase|passcode|secret|(?:api|access|account)[_-]?key|token|passwort|kennwort|contraseña|mot de passe|senha|wachtwoord|lösenord|hasło|heslo|şifre|parola|пароль|kata sandi|mật khẩu|パスワード|密码|密碼|비밀번호|كلمة (?:المرور|السر)|סיסמה|पासवर्ड)["'`]?[ \t]{0,4}[:=：][ \t]{0,4}["'`]?[^\s"'`,;)}\]]{4,100}/gi,
  },
];

/** Values that stand for a secret and are none: types, placeholders, and where to find it. */
const NO_VALUE =
  /^(?:string|number|boolean|null|none|undefined|true|false|required|optional|text|varchar|char|any|unknown|self|this|your|my|the|example|changeme|placeholder|redacted|hidden|secret|password|token|process|os|env|import|config|props|req|request|await|new|get|input|user|str|bytes)(?![A-Za-z0-9])|^(?:your|my)[_-]|^[<${[(%*x.…•]/i;

/** `getPassword(`, `vault.read(` */
const CALL = /^[A-Za-z_$][\w$.]{0,98}\(/;

const MAX_FOUND = 100;

/** What looks like a key, a token or a password in a text, in the order of the kinds; at most a hundred. */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  const taken: { start: number; end: number }[] = [];
  for (const { kind, pattern } of DETECTORS) {
    for (const { 0: match, index } of text.matchAll(pattern)) {
      if (found.length >= MAX_FOUND) return found;
      const span = { start: index, end: index + match.length };
      if (taken.some(({ start, end }) => span.start < end && start < span.end)) continue;
      if (kind === 'password' && !isSecret(match, text.charAt(span.end))) continue;
      taken.push(span);
      found.push({ kind, excerpt: excerptOf(kind, match) });
    }
  }
  return found;
}

/** Whether a name and its value are more than code or prose: "the password: must be new". */
function isSecret(match: string, next: string): boolean {
  const value = valueIn(match);
  if (NO_VALUE.test(value) || CALL.test(value) || (next === ' ' && /^[a-z]*$/.test(value)))
    return false;
  return !(/token/i.test(match) && /^\d*$/.test(value));
}

/** What follows the first mark between a name and its value. */
function valueIn(match: string): string {
  return match.slice(match.search(/[:=：]/) + 1).replace(/^[ \t"'`]{1,6}/, '');
}

function excerptOf(kind: SecretKind, match: string): string {
  if (kind === 'private_key') return match;
  if (kind === 'password') {
    const value = valueIn(match);
    return `${match.slice(0, match.length - value.length)}${value.slice(0, 1)}…`;
  }
  return `${match.slice(0, 8)}…${match.slice(-2)}`;
}
