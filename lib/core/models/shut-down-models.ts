/**
 * The dates at which OpenAI shuts models down, or did (ISO 8601). Read on 2026-11-30 in the openai
 * client 7.57.0, which repeats developers.openai.com/api/docs/deprecations; a test compares them.
 */
const SHUTDOWNS: Readonly<Record<string, readonly string[]>> = {
  '2024-09-13': [
    ...['gpt-3.5-turbo-0301', 'gpt-3.5-turbo-0613'],
    ...['gpt-3.5-turbo-16k', 'gpt-3.5-turbo-16k-0613'],
  ],
  '2024-12-06': ['gpt-4-vision-preview'],
  '2025-06-06': ['gpt-4-32k', 'gpt-4-32k-0314', 'gpt-4-32k-0613'],
  '2025-07-28': ['o1-preview'],
  '2025-10-10': ['gpt-4o-audio-preview-2024-10-01'],
  '2025-10-27': ['o1-mini'],
  '2026-02-12': ['codex-mini-latest'],
  '2026-02-17': ['chatgpt-4o-latest'],
  '2026-03-26': ['gpt-4-0125-preview', 'gpt-4-turbo-preview', 'gpt-4-0314'],
  '2026-05-07': ['gpt-4o-audio-preview', 'gpt-4o-mini-audio-preview'],
  '2026-07-23': [
    ...['gpt-5.1-codex', 'gpt-5.1-chat-latest', 'gpt-5-chat-latest'],
    ...['gpt-4o-search-preview', 'gpt-4o-mini-search-preview'],
  ],
  '2026-08-10': ['gpt-5.3-chat-latest', 'gpt-5.2-chat-latest'],
  '2026-09-28': ['gpt-3.5-turbo-1106'],
  '2026-10-23': [
    ...['gpt-4.1-nano', 'o4-mini', 'o3-mini', 'o1', 'gpt-4o-2024-05-13', 'gpt-4-turbo'],
    ...['gpt-4-1106-preview', 'gpt-4', 'gpt-4-0613', 'gpt-3.5-turbo', 'gpt-3.5-turbo-0125'],
  ],
  '2026-12-11': ['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'o3'],
  '2027-01-14': ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4o', 'gpt-4o-mini'],
  '2027-01-20': ['gpt-audio-mini'],
  '2027-04-01': ['gpt-5.4-nano', 'gpt-5.1'],
};

const DATES: ReadonlyMap<string, string> = new Map(
  Object.entries(SHUTDOWNS).flatMap(([date, models]) =>
    models.map((model) => [model, date] as const),
  ),
);

/** When OpenAI shuts down this model or dated snapshot (ISO 8601), or did; `null` if not announced. */
export function shutdownDateOf(model: string): string | null {
  return DATES.get(model) ?? DATES.get(model.replace(/-\d{4}-\d{2}-\d{2}$/, '')) ?? null;
}
