const ONE_YEAR_S = 31_536_000;

/**
 * Remembers a preference where the server sees it, so that the first paint is already right.
 * Name and value are ours and hold no special characters.
 */
export function keepPreference(name: 'theme' | 'sidebar', value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http.
  document.cookie = `${name}=${value}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;
}
