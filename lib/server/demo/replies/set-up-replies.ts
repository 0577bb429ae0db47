import 'server-only';
import type { TopicReply } from './topic-reply.ts';

/** How a key gets into Starlight. */
export const SET_KEY_REPLY: TopicReply = {
  text: `### Set the key

1. Create a key at [platform.openai.com/api-keys](https://platform.openai.com/api-keys).
2. Put it into \`.env.local\`, beside \`package.json\`:

   \`\`\`ini
   OPENAI_API_KEY='sk-proj-…'
   \`\`\`

   Single quotes keep a \`#\` or a \`$\` in the key as it is. In Docker's \`--env-file\` and in Vercel's form write no quotes: there they become part of the key.
3. Restart the server. Variables are read when it starts.
4. Run the doctor. It checks the shape of the key, asks OpenAI about it, and says what to change:

   \`\`\`sh
   npm run doctor
   \`\`\`

Never give the variable a name that begins with \`NEXT_PUBLIC_\`: such values are built into the page for everyone to read. Starlight refuses to start when it finds a key in one.

In production Starlight answers only once you have said who may chat: set \`STARLIGHT_ACCESS_CODE\`, or \`STARLIGHT_PUBLIC=1\` for everyone.`,
  more: [
    `### When the key is set and still not seen

- **A variable of the shell wins over the file**, even when it is empty. \`unset OPENAI_API_KEY\` and start again.
- **A near miss in the name**: \`OPENAI_KEY\`, \`OPEN_AI_KEY\` and \`OPENAI_APIKEY\` are not read.
- **The wrong folder**: the file lies beside \`package.json\`, not in \`app/\`.
- **On Vercel**, a change takes effect with the next deployment, and each variable is ticked for Production, Preview and Development by itself.

\`npm run doctor\` looks for all of these.`,
  ],
};

/** From a checkout to a deployment on Vercel. */
export const DEPLOY_REPLY: TopicReply = {
  text: `### Deploy to Vercel

1. Push the repository to GitHub and import it at [vercel.com/new](https://vercel.com/new), or run \`npx vercel\` in the folder.
2. Under **Settings → Environment Variables** add, for Production:

   | Variable | Value |
   |---|---|
   | \`OPENAI_API_KEY\` | the key, without quotes |
   | \`STARLIGHT_ACCESS_CODE\` | a code that your visitors enter; or \`STARLIGHT_PUBLIC=1\` for everyone |
   | \`STARLIGHT_OPERATOR_CODE\` | a code of your own, which shows you the exact fixes |
   | \`STARLIGHT_CONTACT\` | whom visitors may ask |

3. Deploy. After each change of a variable deploy again, because a deployment keeps the values it was built with.
4. Open the page, enter your operator's code and run the doctor.

Without a key the build still works: the page then shows the set-up screen. To show only this demo, set \`STARLIGHT_DEMO=1\` and no key.`,
  more: [
    `### Before you share the address

- **Cap the cost**: a monthly limit for the project at OpenAI, and \`STARLIGHT_DAILY_SPEND\` or \`STARLIGHT_DAILY_TOKENS\` here.
- **Rate limits**: \`STARLIGHT_RATE_LIMIT\` is 20 a minute for each visitor, \`STARLIGHT_GLOBAL_RATE_LIMIT\` 300 for all together.
- **A key of its own**: a project key that only this site uses can be revoked without breaking anything else.

Anywhere else than Vercel the same variables apply: \`npm ci\`, \`npm run build\`, \`npm start\`, behind a proxy that speaks https.`,
  ],
};

/** How to tell whether a key works. */
export const TEST_KEY_REPLY: TopicReply = {
  text: `### Test the key

The shortest way is the doctor, in the folder of the project:

\`\`\`sh
npm run doctor
\`\`\`

It looks at the shape of the key first, so that a stray quote or line break is found without sending anything, then asks for the list of models, then for one token. It ends with one sentence and, when something is wrong, with the fix. It never prints the key.

By hand, without Starlight:

\`\`\`sh
curl -i https://api.openai.com/v1/models \\
  -H "Authorization: Bearer $OPENAI_API_KEY"
\`\`\`

| Answer | Meaning |
|---|---|
| 200 and a list | the key works |
| 401 | the key did not arrive, or is not accepted |
| 403 | the key is right, but not for this |
| 429 \`insufficient_quota\` | the key works, the account has no credit |`,
  more: [
    `The list of models answers even when the account has no credit, so it does not prove that chat will work. One token does:

\`\`\`sh
curl https://api.openai.com/v1/chat/completions \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model":"gpt-6.1-terra","max_completion_tokens":16,"messages":[{"role":"user","content":"Hi"}]}'
\`\`\``,
  ],
};

/** Other programs that call Starlight in OpenAI's format. */
export const OTHER_PROGRAMS_REPLY: TopicReply = {
  text: `### Call Starlight from other programs

\`POST /v1/chat/completions\` and \`GET /v1/models\` speak OpenAI's own format. Set a token for each program, at least 24 characters long:

\`\`\`ini
STARLIGHT_TEAM_TOKENS=reports:<token>,bot:<token>
\`\`\`

Then change two lines in the program:

\`\`\`python
from openai import OpenAI

client = OpenAI(base_url="https://your-site.example/v1", api_key="<token>")
\`\`\`

The program never holds the OpenAI key, and you can withdraw its token alone. Errors keep OpenAI's status, code and \`Retry-After\`, so that the client's own handling goes on working.`,
  more: [
    `Everything that applies to the page applies here too: the same models, limits and deadlines. A request without a usable header is answered with a 401 that says what arrived instead and how to fix it for the client at hand.`,
  ],
};
