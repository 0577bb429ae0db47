import 'server-only';

/** The usual 401 with axios: its cause, its fix, and where the key belongs. */
export const AXIOS_REPLY = `### A 401 with axios: the header was never sent

\`axios.post\` takes the URL, the body and a **config object**. Headers belong inside that object, under the name \`headers\`. Passed directly as the third argument, \`Authorization\` is an option axios doesn't know, so it ignores it. The request goes out without a key, and OpenAI answers *401 Unauthorized: You didn't provide an API key*.

\`\`\`js
const headers = { Authorization: \`Bearer \${process.env.OPENAI_API_KEY}\` };

// Wrong
await axios.post(url, data, headers);

// Right
await axios.post(url, data, { headers });
\`\`\`

If the 401 persists, check these in order:

1. **Is the variable there?** Log \`Boolean(process.env.OPENAI_API_KEY)\`, never the key. A template string turns a missing one into \`Bearer undefined\`.
2. **Was the file loaded?** \`.env.local\` belongs next to \`package.json\`, and the server must restart after a change.
3. **Is it the bare key?** No quotes, no \`Bearer\` inside the variable, no line break.
4. **Organization and project.** Remove \`OPENAI_ORG_ID\` and \`OPENAI_PROJECT_ID\` unless you need them.
5. **A new key.** If all of that is correct, the key was probably revoked. Create another one.

**The key belongs on the server.** Called from a React component, the key is in every visitor's browser, whatever the variable is called: \`REACT_APP_\`, \`VITE_\` and \`NEXT_PUBLIC_\` values are built into the page. If that has happened, revoke the key first. Then have the page call your own route, and have the route call OpenAI, as Starlight does. In Next.js, that is \`app/api/ask/route.ts\`:

\`\`\`ts
export async function POST(request: Request) {
  const { question } = await request.json();
  const openai = new OpenAI(); // reads OPENAI_API_KEY and sets the header
  const completion = await openai.chat.completions.create({
    model: 'gpt-6.1-terra',
    messages: [{ role: 'user', content: String(question) }],
  });
  return Response.json({ answer: completion.choices[0]?.message.content ?? '' });
}
\`\`\`

A route that anyone can call spends your money, so it also needs limits, a check of who is calling, deadlines, and an answer for each failure. Starlight has these.`;
