const ONE_YEAR_S = 31_536_000;

/**
 * Stores a preference in a cookie, so that the server renders it in the first paint. Name and value are
 * ours and contain no special characters.
 */
export function savePreference(name: 'theme' | 'sidebar', value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http.
  document.cookie = `${name}=${value}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;
}
