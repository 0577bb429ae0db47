/** Decodes a JSON text. `undefined`, which no JSON text decodes to, for everything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
