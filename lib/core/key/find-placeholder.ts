import { findKeyPrefix } from './key-prefixes.ts';

/**
 * How sure it is that a value is a placeholder. `certain`: nobody has such a key. `likely`: a person may
 * have chosen these words as the key of an own gateway, or as the value that a server without keys needs.
 */
type PlaceholderCertainty = 'certain' | 'likely';

const MAX_LENGTH = 200;
const SURE_RUN_LENGTH = 6;

// Whole words, in the languages of the documentation that people copy from.
const POSSESSIVES = words(`
  your ur yours yourapikey yourkey yoursecretkey tu su tus votre vos ton dein deine deinen ihr ihre ihren
  meu sua seu tua teu jouw uw ditt twoj twój twojego vaš vas tvůj ваш твой sizin anahtarınız anahtariniz
  あなたの 你的 您的`);
const COMMANDS = words(`
  insert enter paste put add set replace replaceme fill insira coloque ersetzen einfügen einfuegen remplacer insérer
  inserer reemplaza reemplazar sustituir inserisci wstaw вставьте замените 请填写 请输入 填入 替换 여기에`);
const NOUNS = words(`
  api apikey key keys token secret password pass credential credentials value clave llave contraseña clé
  cle clef schlüssel schluessel chave chiave sleutel nyckel klucz klíč ключ anahtar 密钥 秘钥 キー 키`);
/** After a command, these stand for the key: "replace me", "paste here". */
const OBJECTS = words('me this it here');
const STAND_INS = words(`
  changeme changethis change fixme todo tbd placeholder redacted removed hidden masked example sample dummy
  fake test testing demo foo bar xxx abc mykey secretkey`);
const FILLERS = words(`
  my mi mein meine mon ma me the a an la le el il der die das de da do di of for from with por para pour für
  here aqui aquí ici hier qui tutaj здесь сюда 这里 此处 ここに goes go is it this that in actual real own new
  valid openai open ai anthropic claude gemini google groq mistral deepseek azure openrouter llm gpt chatgpt
  provider sk proj pk v1 project ident not and or any some text string auth access`);
const STRONG = new Set([...NOUNS, ...STAND_INS]);
const ALL = new Set([...POSSESSIVES, ...COMMANDS, ...STRONG, ...FILLERS]);
/** Longer words first, so that a text without separators divides in one way. */
const LATIN = [...ALL].filter((word) => /^[a-z]{2,20}$/.test(word)).sort(byLength);

/**
 * Whether a value stands in instructions where a key goes: `<your key>`, `sk-...`, `YOUR_API_KEY`,
 * `sk-xxxxxxxx`, `changeme`. Judges whole words and long repetitions, which no random key has.
 *
 * @param value the unmodified value of a key
 * @returns `null` for anything that can be a key
 */
export function findPlaceholder(value: string): PlaceholderCertainty | null {
  const core = withoutMarks(value.slice(0, MAX_LENGTH).trim());
  if (/\.{3}|…|\*{3}|•{3}/.test(core) || longestRun(core) >= SURE_RUN_LENGTH * 2) return 'certain';
  // These languages put no spaces between words.
  if (/[你您]的|请填|请输入|[密秘]钥|あなたの|여기에/.test(core)) return 'certain';
  const tokens = tokensOf(core);
  if (tokens.length === 0) return findKeyPrefix(core) === null ? null : 'certain';
  return tokens.every(isFiller) ? certaintyOf(tokens) : null;
}

function certaintyOf(tokens: readonly string[]): PlaceholderCertainty | null {
  const holds = (words: ReadonlySet<string>) => tokens.some((token) => words.has(token));
  if (holds(POSSESSIVES) || tokens.includes('replaceme')) return 'certain';
  if (holds(COMMANDS) && (holds(NOUNS) || holds(OBJECTS))) return 'certain';
  if (tokens.some((token) => longestRun(token) >= SURE_RUN_LENGTH)) return 'certain';
  return holds(STRONG) || tokens.some((token) => !ALL.has(token)) ? 'likely' : null;
}

function withoutMarks(text: string): string {
  return text.replace(/^["'`<[{(]{1,3}/, '').replace(/[>\])}"'`]{1,3}$/, '');
}

/** Its words in lower case, without the prefix of a key: `sk-proj-yourKey_1` is your, key, 1. */
function tokensOf(core: string): string[] {
  const prefix = findKeyPrefix(core) ?? '';
  const rest = core.slice(prefix.length).replaceAll('T3BlbkFJ', '-');
  return rest
    .replace(/([a-z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]/u)
    .filter((token) => token !== '')
    .flatMap(divide);
}

/** `yourapikey` is your, api, key; anything else stays as it is. */
function divide(token: string): string[] {
  if (ALL.has(token)) return [token];
  const found: string[] = [];
  let rest = token;
  while (rest !== '') {
    const word = LATIN.find((known) => rest.startsWith(known));
    if (word === undefined) return [token];
    found.push(word);
    rest = rest.slice(word.length);
  }
  return found;
}

function isFiller(token: string): boolean {
  return (
    ALL.has(token) || isCount(token) || (token.length > 2 && longestRun(token) === token.length)
  );
}

/** `1`, `123`, `0123456789`, `abc123` */
function isCount(token: string): boolean {
  const digits = /^(?:abc|xyz)?(\d{1,10})$/.exec(token)?.[1];
  return (
    digits !== undefined && ('1234567890'.startsWith(digits) || '0123456789'.startsWith(digits))
  );
}

/** How often a letter or digit is repeated without a break, at most. */
function longestRun(text: string): number {
  let longest = 0;
  let run = 0;
  let last = '';
  for (const character of text) {
    run = character === last && /[\p{L}\p{N}]/u.test(character) ? run + 1 : 1;
    last = character;
    longest = Math.max(longest, run);
  }
  return longest;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

function byLength(one: string, other: string): number {
  return other.length - one.length;
}
