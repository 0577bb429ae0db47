import { describe, expect, it } from 'vitest';
import { findAvoidedWords } from './shown-words.ts';
import { isTestFile, listFiles, readAppModules, readSource } from './source-files.ts';

const scripts = listFiles('scripts')
  .filter((file) => /\.(ts|mjs)$/.test(file))
  .map(readSource);
const otherFiles = ['.env.local.example', 'app/opengraph-image.alt.txt'].map(readSource);

const found = (text: string, path = 'components/page.tsx') => findAvoidedWords([{ path, text }]);

describe('the words that users see', () => {
  it('are those of a native speaker', () => {
    const modules = readAppModules().filter(({ path }) => !isTestFile(path));
    expect(findAvoidedWords([...modules, ...scripts, ...otherFiles])).toEqual([]);
  });
});

describe('the rule for words', () => {
  it.each([
    'Whoever runs this site has closed it.',
    'The banner goes away by itself.',
    'You have 3 messages left.',
    'Its account has no credit left.',
    'It arrived in order.',
    'Every other variable is in order.',
    'Mend the key first.',
    'A restart begins anew.',
    'The limits in force are these.',
    'It comes back when it opens.',
    'Open the set-up screen.',
    'Off until it is set right.',
    'The key may not chat.',
    'Tick Production and redeploy.',
    'This is a key of OpenAI.',
    'The request id is under Details.',
    'The name is misspelt here.',
    'The colour of each banner.',
    'Checking the key …',
  ])('finds %j in a string, in a template and between tags', (text) => {
    const [finding] = found(`export const words = ${JSON.stringify(text)};`);
    expect(finding).toMatch(/^components\/page\.tsx:1 says “.+”: /);
    expect(found(`export const words = (name) => \`\${name}: ${text}\`;`)).toHaveLength(1);
    expect(found(`export const Page = () => (\n  <p>\n    ${text}\n  </p>\n);`)).toHaveLength(1);
  });

  it.each([
    'The oldest messages are left out.',
    'The guards run in order of cost.',
    'Messages remaining: 3.',
    'The host may not resolve.',
    'The request ID is under Details.',
    'It picks up where it stopped…',
  ])('accepts %j', (text) => {
    expect(found(`export const words = ${JSON.stringify(text)};`)).toEqual([]);
  });

  it('ignores comments, names and quotes from upstreams', () => {
    const text = "// Mend it by itself.\nexport const mend = 'by-itself';";
    expect(found(text)).toEqual([]);
    const quoted = "export const said = 'no credit left here';";
    expect(found(quoted, 'lib/core/upstream-faults/limit-faults.ts')).toEqual([]);
  });

  it('reads every line of a file that is not a module', () => {
    expect(found('A=1\n# Whoever runs it\n', '.env.local.example')).toEqual([
      '.env.local.example:2 says “Whoever runs”: the site owner',
    ]);
  });
});
