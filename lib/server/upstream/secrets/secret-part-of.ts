import 'server-only';

// Shorter keys are words like "ollama", which a model's name or a reply may well contain.
const SHORTEST_SECRET = 20;

/** What comes after the public prefix of a key; null for a key that is no secret. */
export function secretPartOf(apiKey: string): string | null {
  if (apiKey.length < SHORTEST_SECRET) return null;
  return apiKey.replace(/^sk-((proj|svcacct|admin)-)?/, '');
}
