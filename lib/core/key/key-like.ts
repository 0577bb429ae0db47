// What the prefixes of key-prefixes.ts begin, except ids. Eight characters after a prefix: long enough
// that model names and words ("task-", "pk-de") pass.
const KEY_START =
  /(?<![A-Za-z0-9])(?:sk-|sess-|gsk_|AIza|hf_|r8_|xai-|pplx-|nvapi-|fw_|tgp_v1_|csk-|pk-|github_pat_|gh[po]_|vck_|eyJ)[A-Za-z0-9_.-]{8}/g;
const KEY_CHARACTER = /[A-Za-z0-9_.-]/;

/** Whether anything like a key stands within a text. */
export function holdsKey(text: string): boolean {
  return text.search(KEY_START) >= 0;
}

/** The text with `instead` for whatever is like a key in it, to the end of each. */
export function hideKeys(text: string, instead: string): string {
  let shown = '';
  let end = 0;
  for (const { index, 0: start } of text.matchAll(KEY_START)) {
    if (index < end) continue;
    shown += text.slice(end, index) + instead;
    end = index + start.length;
    while (KEY_CHARACTER.test(text.charAt(end))) end += 1;
  }
  return shown + text.slice(end);
}
