import type { Preset } from '#lib/core/saved/preset.ts';

/** What a link to a new conversation chose besides its text. */
type LinkChoice = {
  model?: string | undefined;
  preset?: Preset | undefined;
  /** What it names that isn't there, as a sentence; null if all is. */
  problem: string | null;
};

const MAX_SHOWN_LENGTH = 60;

/**
 * Reads `?model=` and `?preset=` (by name, in any case, or ID). An unknown one changes nothing.
 *
 * @param search the query of the page's address
 */
export function readLink(
  search: string,
  { isOffered, presets }: { isOffered: (model: string) => boolean; presets: readonly Preset[] },
): LinkChoice {
  const query = new URLSearchParams(search);
  const model = query.get('model');
  const name = query.get('preset');
  // They belong to a new conversation.
  if (query.get('chat')) return { problem: null };
  const preset =
    presets.find(({ id }) => id === name) ??
    presets.find((one) => one.name.toLowerCase() === name?.trim().toLowerCase());
  const isModelKnown = model !== null && model !== '' && model.length <= 100 && isOffered(model);
  const problems = [
    ...(model && !isModelKnown ? [`This site has no model “${short(model)}”.`] : []),
    ...(name && !preset ? [`There is no preset “${short(name)}” in this browser.`] : []),
  ];
  const ofPreset =
    preset?.model !== undefined && isOffered(preset.model) ? preset.model : undefined;
  return {
    model: isModelKnown ? model : ofPreset,
    preset,
    problem: problems.length > 0 ? problems.join(' ') : null,
  };
}

function short(text: string): string {
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}
