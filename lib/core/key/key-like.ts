// A prefix from key-prefixes.ts (except IDs) and eight characters: enough not to match model names
// and words ("task-", "pk-de").
const KEY_START =
  /(?<![A-Za-z0-9])(?:sk-|sess-|gsk_|AIza|hf_|r8_|xai-|pplx-|nvapi-|fw_|tgp_v1_|csk-|pk-|github_pat_|gh[po]_|vck_|eyJ)[A-Za-z0-9_.-]{8}/g;
const KEY_CHARACTER = /[A-Za-z0-9_.-]/;

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
    end = index + start.length;
    while (KEY_CHARACTER.test(text.charAt(end))) end += 1;
  }
  return result + text.slice(end);
}
