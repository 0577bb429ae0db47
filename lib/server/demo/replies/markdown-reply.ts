import 'server-only';
import type { TopicReply } from './topic-reply.ts';

/** A sample of what a reply can hold. */
export const MARKDOWN_REPLY: TopicReply = {
  text: `## What a reply can look like

Text with **strong** and *emphasised* words, \`inline code\`, ~~what no longer holds~~, and a [link](https://platform.openai.com/docs).

### A list

1. First things first
   - with a point below
   - and another
2. Then the rest
   - [x] done
   - [ ] still to do

### A table

| Status | Name | Retry |
|---:|---|:---:|
| 401 | Unauthorized | no |
| 429 | Too Many Requests | after the wait |
| 500 | Internal Server Error | yes |

### Code

\`\`\`ts
const stream = await openai.chat.completions.create({ model, messages, stream: true });

for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}
\`\`\`

\`\`\`python
from openai import OpenAI

client = OpenAI()
for chunk in client.chat.completions.create(model=model, messages=messages, stream=True):
    print(chunk.choices[0].delta.content or "", end="")
\`\`\`

### A quotation

> An error is not an alarm but a helpful colleague.
>
> It says what happened, why, and what to do next.

---

Letters of other scripts stay whole while they stream: naïve, Ελληνικά, 日本語, العربية, 👩‍🚀.`,
  more: [
    `And some rarer things:

\`\`\`diff
- await axios.post(url, data, headers);
+ await axios.post(url, data, { headers });
\`\`\`

\`\`\`json
{ "error": { "type": "tokens", "code": "rate_limit_exceeded", "param": null } }
\`\`\`

\`\`\`sh
npm run doctor -- --json | jq .verdict
\`\`\`

| A wide table | scrolls | by itself | while | the page | stays | where it is |
|---|---|---|---|---|---|---|
| \`x-request-id\` | \`req_0f3a…\` | \`openai-processing-ms\` | \`412\` | \`x-ratelimit-remaining-tokens\` | \`1999482\` | \`retry-after-ms\` |`,
  ],
};
