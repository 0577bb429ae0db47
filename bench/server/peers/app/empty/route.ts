/** What Next itself costs. */
export function POST(): Response {
  return new Response('');
}
