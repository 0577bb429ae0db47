// A prefix from key-prefixes.ts (except IDs) and eight characters: enough not to match model names
// and words ("task-", "pk-de").
const KEY_START =
  /(?<![A-Za-z0-9])(?:sk-|sess-|gsk_|AIza|hf_|r8_|xai-|pplx-|nvapi-|fw_|tgp_v1_|csk-|cpk_|pk-|github_pat_|gh[pos]_|vck_|ABSK|AQ\.|bedrock-api-key-|bce-v3\/|VENICE_INFERENCE_KEY_|eyJ)[A-Za-z0-9_.-]{8}/g;
const KEY_CHARACTER = /[A-Za-z0-9_.-]/;
// Baidu's keys have three parts.
const PART_SEPARATOR = '/';

/** Whether a text contains anything that looks like a key. */
export function holdsKey(text: string): boolean {
  return text.search(KEY_START) >= 0;
}

/** Replaces everything in a text that looks like a key, each to its end. */
export function hideKeys(text: string, replacement: string): string {
  let result = '';
  let end = 0;
  for (const { index, 0: start } of text.matchAll(KEY_START)) {
    if (index < end) continue;
    result += text.slice(end, index) + replacement;
    const inParts = start.includes(PART_SEPARATOR);
    end = index + start.length;
    while (isInKey(text.charAt(end), inParts)) end += 1;
  }
  return result + text.slice(end);
}

function isInKey(character: string, inParts: boolean): boolean {
  return KEY_CHARACTER.test(character) || (inParts && character === PART_SEPARATOR);
}
