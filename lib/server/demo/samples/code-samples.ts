import 'server-only';
import { firstMatchPosition } from './first-match-position.ts';

/** A short program in one language, and the words that request that language. */
type CodeSample = { pattern: RegExp; fence: string; code: string };

const CODE_SAMPLES: readonly CodeSample[] = [
  {
    pattern: /\b(?:typescript|javascript|ts|js)\b/,
    fence: 'ts',
    code: `const request = { model, messages, stream: true } as const;

for await (const chunk of await openai.chat.completions.create(request)) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}`,
  },
  {
    pattern: /\bpython\b/,
    fence: 'python',
    code: `def backoff_seconds(attempt: int) -> float:
    """Wait longer after each failure, and never quite as long as the others."""
    return min(30, 2**attempt) * (0.5 + random.random() / 2)`,
  },
  {
    pattern: /\bsql\b/,
    fence: 'sql',
    code: `SELECT status, count(*) AS failures
FROM responses
WHERE status >= 400 AND created_at > now() - interval '1 day'
GROUP BY status
ORDER BY failures DESC;`,
  },
  {
    pattern: /\b(?:shell|bash|terminal)\b/,
    fence: 'sh',
    code: `# Which check of the doctor failed?
npm run doctor -- --json | jq .verdict`,
  },
  {
    pattern: /\bjson\b/,
    fence: 'json',
    code: '{ "error": { "type": "tokens", "code": "rate_limit_exceeded", "param": null } }',
  },
  {
    pattern: /\bdiff\b/,
    fence: 'diff',
    code: `- await axios.post(url, data, headers);
+ await axios.post(url, data, { headers });`,
  },
];

// "Error code" and "access code" do not count. Languages without a sample get all samples.
const CODE =
  /(?<!\b(?:error|status|http|exit|access|operator|your) )\b(?:codes?|snippets?|functions?|programs?|scripts?)\b|\b(?:yaml|html|css|rust|golang|java|ruby|php|swift|kotlin)\b/;

/** The index at which a question requests code, or a language by name; `Infinity` if it does not. */
export function findCode(question: string): number {
  const patterns = [CODE, ...CODE_SAMPLES.map(({ pattern }) => pattern)];
  return Math.min(...patterns.map((pattern) => firstMatchPosition(pattern, question)));
}

/** The samples of the languages a question names, or all samples. */
export function showCode(question: string): string {
  const named = CODE_SAMPLES.filter(({ pattern }) => pattern.test(question));
  return (named.length > 0 ? named : CODE_SAMPLES)
    .map(({ fence, code }) => `\`\`\`${fence}\n${code}\n\`\`\``)
    .join('\n\n');
}
