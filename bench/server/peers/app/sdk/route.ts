import OpenAI from 'openai';
import { KEY, upstreamUrl } from '../upstream-url';

let client: OpenAI | null = null;

/** As in the examples of the openai package. */
export async function POST(request: Request): Promise<Response> {
  client ??= new OpenAI({ apiKey: KEY, baseURL: upstreamUrl() });
  const { model, messages } = await request.json();
  const stream = await client.chat.completions.create(
    { model, messages, stream: true },
    { signal: request.signal },
  );
  return new Response(stream.toReadableStream(), {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' },
  });
}
