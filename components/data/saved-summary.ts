/** What is kept besides conversations, in words; empty if nothing is. */
export function savedParts(presets: number, prompts: number): readonly string[] {
  return [
    ...(presets > 0 ? [presets === 1 ? 'one preset' : `${presets} presets`] : []),
    ...(prompts > 0 ? [prompts === 1 ? 'one prompt' : `${prompts} prompts`] : []),
  ];
}

/** The same as a sentence. */
export function savedSummary(parts: readonly string[]): string {
  return `Also saved: ${parts.join(' and ')}.`;
}
