import 'server-only';

/** How to set a key in Starlight, and how to check that it works. */
export const SET_KEY_REPLY = `### Set the key

1. Create a key at [platform.openai.com/api-keys](https://platform.openai.com/api-keys).
2. Put it in \`.env.local\`, next to \`package.json\`. Single quotes keep a \`#\` or a \`$\` in the key as it is; in Docker's \`--env-file\` and in Vercel's form, quotes become part of the key.

   \`\`\`ini
   OPENAI_API_KEY='sk-proj-…'
   \`\`\`

3. Restart the server. Variables are read when it starts.
4. Run the doctor. It checks the shape of the key, asks OpenAI about it and says what to change. It never prints the key.

   \`\`\`sh
   npm run doctor
   \`\`\`

Never give the variable a name that starts with \`NEXT_PUBLIC_\`: such values are built into the page for everyone to read.

In production, also choose who can chat: set \`STARLIGHT_ACCESS_CODE\`, or \`STARLIGHT_PUBLIC=1\` for everyone.`;

/** From a checkout to a deployment on Vercel. */
export const DEPLOY_REPLY = `### Deploy to Vercel

1. Push the repository to GitHub and import it at [vercel.com/new](https://vercel.com/new), or run \`npx vercel\` in the folder.
2. Under **Settings → Environment Variables** add these for Production, without quotes:

   | Variable | Value |
   |---|---|
   | \`OPENAI_API_KEY\` | the key |
   | \`STARLIGHT_ACCESS_CODE\` | a code your visitors enter; or \`STARLIGHT_PUBLIC=1\` for everyone |
   | \`STARLIGHT_OPERATOR_CODE\` | your own code, which shows you the exact fixes |
   | \`STARLIGHT_DAILY_SPEND\` | the most a day may cost, in dollars |

3. Deploy, and deploy again after each change of a variable.
4. Open the page, enter your operator code and run the doctor.

To show only this demo, set \`STARLIGHT_DEMO=1\` and no key. Anywhere else the same variables apply: \`npm ci\`, \`npm run build\`, \`npm start\`, behind a proxy that uses HTTPS.`;
