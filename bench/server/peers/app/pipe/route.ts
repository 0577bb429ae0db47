import { KEY, upstreamUrl } from '../upstream-url';

/** The shortest proxy that keeps a key on the server. */
export async function POST(request: Request): Promise<Response> {
  const response = await fetch(`${upstreamUrl()}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
    body: await request.text(),
    signal: request.signal,
  });
  return new Response(response.body, {
    status: response.status,
    headers: {
      'content-type': response.headers.get('content-type') ?? '',
      'cache-control': 'no-store, no-transform',
    },
  });
}
