import 'server-only';
import type { TopicReply } from './topic-reply.ts';

/** Questions that the simulated model answers well, as a list to offer. */
export const SUGGESTED_QUESTIONS = `- What does 429 mean?
- Why do I get a 401 with axios?
- How do I set my API key?
- How do I deploy to Vercel?
- Where are my messages kept?

Or make a failure happen and see how the page handles it: \`/simulate rate_limited 8\`, \`/simulate key_invalid\`, \`/simulate reply_interrupted\`.`;

export const HELLO_REPLY: TopicReply = {
  text: `Hello. This is Starlight's demo, and I am a simulated model: nothing you write here leaves this server, and no key is used.

I answer questions about OpenAI's errors and about setting this up. For example:

${SUGGESTED_QUESTIONS}`,
  more: [
    'Type `/simulate` and a space to see every failure that can be made to happen. Each one takes the same way through Starlight as a real one.',
  ],
};

export const ABILITIES_REPLY: TopicReply = {
  text: `I am a simulated model with a narrow subject. I can

- explain **each status and each error** that a call to OpenAI can end in, with its causes and what to do;
- walk you through **setting a key, testing it, deploying**, and calling Starlight from other programs;
- say **what happens to your messages** and why the key stays on the server;
- **make any failure happen** for real: \`/simulate <kind> [seconds]\`;
- show how a reply looks: "show me markdown".

What I cannot do is answer anything else. With an OpenAI key in place, a real model sits here instead, and everything around it stays the same.`,
  more: [
    `Some failures worth seeing:

| Type | What you see |
|---|---|
| \`/simulate rate_limited 8\` | a countdown, after which Retry works |
| \`/simulate key_invalid\` | what the owner of the key is told to do |
| \`/simulate reply_interrupted\` | half a reply, kept, and Continue |
| \`/simulate context_too_long\` | an offer to leave out the oldest messages |
| \`/simulate offline\` | what the browser alone can notice |`,
  ],
};

export const STARLIGHT_REPLY: TopicReply = {
  text: `**Starlight is a chat page that keeps an OpenAI API key on the server and explains every error.**

The browser talks to Starlight, Starlight talks to OpenAI. The key is added on that second leg and never reaches the page, so nobody who visits can read it.

When something fails, the conversation says what happened, why, and what to do next. A visitor reads what they can do. The operator, who owns the key, reads the exact fix. Your message is kept in either case.

It streams replies, keeps half a reply when the connection breaks, counts a rate limit down and retries, and works with any client that speaks OpenAI's format.`,
  more: [
    `### The way of a message

1. The page stores your message, then sends it to \`POST /api/chat\`.
2. Guards look at it in the order of what they cost: method, origin, access, size, shape, limits. What they refuse never reaches OpenAI.
3. The server calls OpenAI with the key and passes the reply on, piece by piece.
4. A failure at any point is given one name out of a fixed list, and the page has words for each. OpenAI's own text is never shown, because it can quote parts of a key.`,
  ],
};

export const STORAGE_REPLY: TopicReply = {
  text: `**In this browser.** Conversations are kept in its database (IndexedDB), on this device, for this address. Another browser or device does not see them, and clearing the site's data removes them.

The server keeps none. It passes a conversation on to the model and the reply back. Its log holds request ids, kinds of failure, times and counts, never what was written.

In this demo your messages end here: a simulated model answers them on the server itself. With a real key they go to OpenAI, where the operator's agreement with OpenAI and [OpenAI's data policy](https://platform.openai.com/docs/guides/your-data) apply.`,
  more: [
    `To remove a conversation, delete it in the list at the side. To remove everything, clear the data of this site in the browser's settings.

A message is stored before it is sent, so it is still there when the connection breaks, the tab closes or the server refuses it.`,
  ],
};

export const KEY_SAFETY_REPLY: TopicReply = {
  text: `**The key stays on the server.** It is read from an environment variable, added to the request to OpenAI, and appears nowhere else: not in the page, not in an error, not in the log.

- The page is built without it. A variable that begins with \`NEXT_PUBLIC_\` and holds a key stops the build.
- OpenAI's error texts can quote parts of a key, so they are never passed on. The page's own words are shown instead.
- The key is sent to the configured address only; a redirect elsewhere is refused.
- Even the operator sees no more of it than its prefix, its length and its last two characters.

What a stranger could still do is chat at your cost. That is what the access code, the rate limits and the daily caps are for.

In this demo there is no key at all.`,
  more: [
    `### If a key has leaked

1. Revoke it at [platform.openai.com/api-keys](https://platform.openai.com/api-keys). This takes seconds to work, and nothing else helps first.
2. Create a new one, set it, restart.
3. Look at the usage page for calls that were not yours.
4. Find the leak: the repository and its history, the built page, screenshots, chat messages. OpenAI revokes keys that it finds in public places.`,
  ],
};

export const MODEL_REPLY: TopicReply = {
  text: `I am not a language model. I am a small program inside Starlight that answers in the format of OpenAI's API, so that the page can be tried without a key. The name of the model in the header is what was asked for; it did not answer.

What is real is everything else: the streaming, the limits, the errors and the way they are shown.

To talk to a real model, set \`OPENAI_API_KEY\` and start without \`STARLIGHT_DEMO\`. Ask me "how do I set my API key" for the steps.`,
  more: [
    'My answers come from the same catalogue of errors as the banners, so what I say about a failure is what you would read if it happened.',
  ],
};

export const COST_REPLY: TopicReply = {
  text: `The demo costs nothing: no request leaves the server.

With a key, OpenAI bills the account that owns it for each token, read and written. A long conversation costs more with each message, because all of it is sent again. The current prices are at [openai.com/api/pricing](https://openai.com/api/pricing).

To keep the sum in hand, set a monthly limit for the project at OpenAI, and a daily one here: \`STARLIGHT_DAILY_SPEND\` in dollars, or \`STARLIGHT_DAILY_TOKENS\`. \`STARLIGHT_MAX_OUTPUT_TOKENS\` limits a single reply.`,
  more: [
    'A ChatGPT subscription does not pay for the API. They are billed apart, which is why a key of a paying ChatGPT user can still answer with 429 `insufficient_quota`.',
  ],
};

export const THANKS_REPLY: TopicReply = {
  text: 'You are welcome. If something else comes up, ask about a status number or the name of an error, or type `/simulate` to see one happen.',
  more: [SUGGESTED_QUESTIONS],
};
