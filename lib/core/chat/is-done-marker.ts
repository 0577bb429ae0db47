// With quotes and some spaces.
const MAX_LENGTH = 20;

/**
 * Whether the data of an event is the `[DONE]` that ends a stream (OpenAI API reference, "Streaming").
 * Some servers put it in quotes or in lower case, or add spaces.
 */
export function isDoneMarker(data: string): boolean {
  return data.length <= MAX_LENGTH && /^["']?\[done\]["']?$/i.test(data.trim());
}
