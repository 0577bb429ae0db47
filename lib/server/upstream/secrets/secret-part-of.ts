import 'server-only';

/** Shorter keys are words like "ollama", which may well appear in a model name or a reply. */
export const MIN_SECRET_LENGTH = 20;

/** The part of a key after its public prefix; null if the key is not secret. */
export function secretPartOf(apiKey: string): string | null {
  if (apiKey.length < MIN_SECRET_LENGTH) return null;
  return apiKey.replace(/^sk-((proj|svcacct|admin)-)?/, '');
}
