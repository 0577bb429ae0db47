import 'server-only';

/** What the simulated model can do, as a list of suggestions. */
export const SUGGESTED_QUESTIONS = `- **Explain errors**: "What does 429 mean?", "Why do I get a 401 with axios?", or an error message as you got it
- **Help with setup**: "How do I set my API key?", "How do I deploy to Vercel?", "Is my key safe?"
- **Show what a reply can contain**: "Show me a table, some code and a list", and also math, a described picture, and a long answer
- **Show what comes beside the text**: "Answer with sources", "Draw a picture", "Call a function"
- **Show how a model thinks**: "Think about it: what does 429 mean?"
- **Make a failure happen**: \`/simulate rate_limited 8\`, \`/simulate key_invalid\`, \`/simulate reply_interrupted\``;

/** What the demo is, what answers, and what it can do. */
export const ABOUT_REPLY = `This is the demo of **Starlight, a chat page that keeps an OpenAI API key on the server and explains every error.** When something fails, the conversation says what happened, why, and what to do next, and your message is kept.

I'm a simulated model, not a language model: I have a fixed set of answers, nothing you write leaves this server, and no key is used. The streaming, the limits and the errors are real. I can

${SUGGESTED_QUESTIONS}

With an OpenAI key, a real model answers here and everything around it stays the same.`;

export const STORAGE_REPLY = `**Conversations are saved in this browser**, in its database (IndexedDB), on this device. Another browser or device does not see them. You can export or delete them under "Your data" in the sidebar.

The server keeps none. Its log contains request IDs, kinds of failure, times and counts, never what was written. In this demo, your messages stop at the server. With a real key, they go to OpenAI, where [OpenAI's data policy](https://platform.openai.com/docs/guides/your-data) applies.`;

export const KEY_SAFETY_REPLY = `**The key stays on the server.** It is read from an environment variable, added to the request to OpenAI, and appears nowhere else: not in the page, not in an error, not in the log.

- The page is built without it. A variable that starts with \`NEXT_PUBLIC_\` and contains a key stops the build.
- OpenAI's error texts can quote parts of a key, so they are never passed on. The page shows its own words instead.
- The key is sent to the configured address only; a redirect elsewhere is refused.
- Even the operator only sees its prefix, its length and its last two characters.

A stranger could still chat at your expense; the access code, the rate limits and the daily caps are for that. This demo has no key at all.`;

export const PASTED_KEY_REPLY = `**That looks like an API key.** Anyone who reads this conversation can use it, so treat it as leaked:

1. Revoke it where it was created. For OpenAI that is [platform.openai.com/api-keys](https://platform.openai.com/api-keys).
2. Create a new one.
3. Put it in \`OPENAI_API_KEY\` on the server, never in the chat. \`npm run doctor\` then says whether it works, without printing it.

I have not repeated it, and this demo sends nothing on. Deleting this conversation removes it from this browser.`;
