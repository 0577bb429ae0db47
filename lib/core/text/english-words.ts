/** The name of a weekday (ms since 1970), as a word of an English sentence. */
export function formatWeekday(moment: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone }).format(moment);
}

/** An English list: "a", "a and b", "a, b, and c". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat('en').format(items);
}
