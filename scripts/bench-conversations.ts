// What a year of use costs the page: 10,000 messages in 500 conversations, the ones that the tests use. Medians.
import { readImportFile } from '#lib/client/import/read-import-file.ts';
import { createSearchScan } from '#lib/client/search/search-scan.ts';
import { exportText } from '#lib/client/storage/your-data/export-text.ts';
import { advanceMarkdown } from '#lib/core/markdown/advance-markdown.ts';
import { EMPTY_STREAM } from '#lib/core/markdown/markdown-stream.ts';
import { readQuery } from '#lib/core/search/search-query.ts';
import { manyConversations, needleOf } from '#tests/support/many-conversations.ts';

const ROUNDS = 7;
const withoutPause = () => undefined;

const stored = manyConversations();
const { conversations, messages } = stored;
const characters = messages.reduce((sum, { text }) => sum + text.length, 0);
console.log(
  `${messages.length} messages in ${conversations.length} conversations, ${(characters / 1e6).toFixed(1)} million characters`,
);

const index = createSearchScan();
index.setConversations(conversations);
await index.add(messages, withoutPause);
const file = new Blob([exportText({ ...stored, unreadable: [] })]);

await report('fold all for the search', async () => {
  const fresh = createSearchScan();
  fresh.setConversations(conversations);
  await fresh.add(messages, withoutPause);
});
for (const typed of [needleOf('c499m0'), 'rate limit', '天気', 'nowhere to be found']) {
  const query = readQuery(typed);
  if (query) await report(`search for ${typed}`, () => index.find(query));
}
await report('parse all replies as Markdown', () => {
  for (const { role, text } of messages)
    if (role === 'assistant') advanceMarkdown(EMPTY_STREAM, text, false);
});
await report('write all as an export', () => exportText({ ...stored, unreadable: [] }));
await report(`read it again, ${(file.size / 1e6).toFixed(1)} MB`, () => readImportFile(file));

async function report(what: string, work: () => unknown): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  console.log(`${what.padEnd(44)}${median.toFixed(1).padStart(8)} ms`);
}
