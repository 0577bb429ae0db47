/** How secrets are called, in code and in many languages. */
const NAME =
  /(?:pass(?:word|wd|phrase|code)|pwd|secret(?:[ _-]?(?:access[ _-]?)?key)?|(?:api|access|account|auth|private|encryption|encrypt|signing|shared[ _-]?access|master|service|license|storage|webhook|session|refresh)[ _-]?(?:key|token|secret)|token|credentials?|(?:seed|recovery|backup|mnemonic)[ _-]?(?:phrase|codes?|key)|passwort|kennwort|zugangscode|contrase[ñn]a|contrasenya|clave|mot de passe|parol[aă]|senha|palavra-passe|wachtwoord|has[łl]o|şifre|lösenord|adgangskode|kodeord|passord|salasana|heslo|jelszó|lozinka|κωδικός(?: πρόσβασης)?|пароль|парола|סיסמה|كلمة (?:المرور|السر)|رمز عبور|पासवर्ड|รหัสผ่าน|mật khẩu|kata sandi|비밀번호|암호|パスワード|暗証番号|密码|密碼|口令)/gi;

/** Behind a mark, or in an element of that name. In quotes, a value may have spaces. */
const MARK = /["'`]?(?:[ \t]{0,4}(?:=>|[:=：])[ \t]{0,4}|>)/y;
const MARKED_VALUE = /"[^"\n]{3,200}"|'[^'\n]{3,200}'|["'`]?[^\s"'`,;)}\]<]{3,200}/y;

/** In a sentence, "my password is hunter2", where only a value with a digit is one. */
const VERB =
  /[ \t]{0,4}(?:(?:is|ist|lautet|es|est|è|é|jest|är|er|on|je|là|adalah)[ \t]|는[ \t]|は|是|это[ \t]|[–—-][ \t])[ \t]{0,4}["'`“„«]?/iy;
const SPOKEN_VALUE = /[^\s"'`”“»,;]{4,200}/y;

/** A code of digits: of a card, a phone, a login. */
const PIN =
  /(?<![A-Za-z0-9])((?:PIN|PUK|OTP|TAN|CVV|CVC|2FA)(?:[ -]?(?:[Cc]ode|[Nn]umber|[Nn]ummer))?[ \t]{0,4}(?:[:=：]|is|ist)[ \t]{0,4})(\d{3,8})(?!\d)/g;

/** A name, with its mark, and the value behind it. */
export type NamedValue = {
  index: number;
  text: string;
  value: string;
  /** In a sentence, or a code of digits: nothing else needs to be known about the value. */
  isCertain: boolean;
};

/** Values that stand behind a name of a secret; whether they are one is not known of those behind a mark. */
export function* findNamedValues(text: string): Generator<NamedValue> {
  for (const name of text.matchAll(NAME)) {
    const end = name.index + name[0].length;
    const mark = matchAt(MARK, text, end);
    const value = mark === null ? null : matchAt(MARKED_VALUE, text, end + mark.length);
    if (mark !== null && value !== null) yield named(name, mark, value, false);
    if (mark !== null) continue;
    const verb = matchAt(VERB, text, end);
    const spoken = verb === null ? null : matchAt(SPOKEN_VALUE, text, end + verb.length);
    // "The token is 4096 bytes long" names none.
    if (verb !== null && spoken !== null && /\d/.test(spoken) && /\D/.test(spoken))
      yield named(name, verb, spoken, true);
  }
  for (const { 0: match, 2: value = '', index } of text.matchAll(PIN))
    yield { index, text: match, value, isCertain: true };
}

function named(
  { 0: name, index }: RegExpExecArray,
  link: string,
  value: string,
  isCertain: boolean,
): NamedValue {
  const text = name + link + value;
  return { index, text, value: value.replace(/^["'`]/, ''), isCertain };
}

function matchAt(pattern: RegExp, text: string, index: number): string | null {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? null;
}
