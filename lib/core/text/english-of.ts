/** English with the conventions of the reader's region: `de` becomes `en-DE`. */
export function englishOf(locale: string | undefined): string {
  const known = new Intl.Locale(locale ?? new Intl.DateTimeFormat().resolvedOptions().locale);
  const { region } = known.maximize();
  return region === undefined ? 'en' : `en-${region}`;
}
