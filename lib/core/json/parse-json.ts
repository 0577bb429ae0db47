/** Decodes JSON; `undefined`, which JSON cannot represent, for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
