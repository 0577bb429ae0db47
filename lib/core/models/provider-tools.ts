/** What providers run themselves while a model replies, in addition to the reply, and bill extra. */
export const PROVIDER_TOOLS = ['web_search'] as const;
export type ProviderTool = (typeof PROVIDER_TOOLS)[number];

export function isProviderTool(text: string): text is ProviderTool {
  return PROVIDER_TOOLS.some((name) => name === text);
}
