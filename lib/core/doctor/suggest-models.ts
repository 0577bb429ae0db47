// Models that are not for chat are never suggested.
const NOT_FOR_CHAT =
  /embed|whisper|tts|audio|realtime|image|dall-e|sora|moderation|transcribe|search|instruct|codex|babbage|davinci|computer-use|deep-research/;

/** At most two models of a list that are closest to a name, by the length of their common prefix. */
export function suggestModels(wanted: string, offered: readonly string[]): string[] {
  return offered
    .filter((id) => !NOT_FOR_CHAT.test(id))
    .map((id) => ({ id, shared: sharedLength(id, wanted) }))
    .sort((a, b) => b.shared - a.shared || a.id.length - b.id.length || a.id.localeCompare(b.id))
    .slice(0, 2)
    .map(({ id }) => id);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length += 1;
  return length;
}
