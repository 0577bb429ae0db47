import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { KEY, upstreamUrl } from '../upstream-url';

let provider: ReturnType<typeof createOpenAICompatible> | null = null;

/** As in the examples of the AI SDK. */
export async function POST(request: Request): Promise<Response> {
  provider ??= createOpenAICompatible({ name: 'bench', apiKey: KEY, baseURL: upstreamUrl() });
  const { model, messages } = await request.json();
  const result = streamText({
    model: provider(model),
    messages,
    abortSignal: request.signal,
  });
  return result.toUIMessageStreamResponse({
    headers: { 'cache-control': 'no-store, no-transform' },
  });
}
