import 'server-only';
import type { UpstreamRequest } from '../upstream.ts';

// OpenAI bills each search, so the number of them bounds what a reply can cost.
const MAX_SEARCHES = 5;

/** What lets the model search the web, if the request asks for that. */
export function webSearchMembers({ webSearch }: UpstreamRequest): object {
  return webSearch ? { tools: [{ type: 'web_search' }], max_tool_calls: MAX_SEARCHES } : {};
}
