import { describe, expect, it } from 'vitest';
import { errorDetailsSchema, keepValidDetails } from '../errors/error-body.ts';
import { inspectKey, isOpenAiHost, keyHint } from './inspect-key.ts';
import { KEY_PROBLEMS, type KeyProblem } from './key-problems.ts';

const SECRET = 'qX7vR2mK9tB4nW8zL3cF6hJ1dG5sP0yA';
const GOOD = `sk-proj-${SECRET}T3BlbkFJ${SECRET}`;
const OTHER = `sk-proj-${[...SECRET].reverse().join('')}T3BlbkFJ${SECRET}`;
const openAi = { baseUrlHost: 'api.openai.com' };
const elsewhere = { baseUrlHost: 'localhost:11434' };

type Row = [problem: KeyProblem, value: string, position?: number, codePoint?: number];

const REJECTED: Row[] = [
  ['quotes', `"${GOOD}"`, 1, 34],
  ['quotes', `'${GOOD}'`, 1, 39],
  ['quotes', `\`${GOOD}\``, 1, 96],
  ['quotes', `${GOOD}"`, GOOD.length + 1, 34],
  ['quotes', ` "${GOOD}" \n`, 2, 34],
  ['bearer_prefix', `Bearer ${GOOD}`],
  ['bearer_prefix', `bearer\t${GOOD}`],
  ['bearer_prefix', `Authorization: Bearer ${GOOD}`],
  ['bearer_prefix', 'Bearer'],
  ['outer_space', ` ${GOOD}`, 1, 32],
  ['outer_space', `${GOOD}\n`, GOOD.length + 1, 10],
  ['outer_space', `${GOOD}\r\n`, GOOD.length + 1, 13],
  ['outer_space', `${GOOD}\t`, GOOD.length + 1, 9],
  ['inner_space', `${GOOD.slice(0, 20)} ${GOOD.slice(20)}`, 21, 32],
  ['line_break', `${GOOD.slice(0, 51)}\n${GOOD.slice(51)}`, 52, 10],
  ['line_break', `\n${GOOD.slice(0, 51)}\r\n${GOOD.slice(51)}\n`, 53, 13],
  ['smart_quote', `“${GOOD}”`, 1, 0x201c],
  ['smart_quote', `${GOOD}’`, GOOD.length + 1, 0x2019],
  ['smart_quote', `«${GOOD}»`, 1, 0xab],
  ['invisible_character', `\ufeff${GOOD}`, 1, 0xfeff],
  ['invisible_character', `${GOOD.slice(0, 12)}\u200b${GOOD.slice(12)}`, 13, 0x200b],
  ['invisible_character', `${GOOD}\u00a0`, GOOD.length + 1, 0xa0],
  ['invisible_character', `${GOOD.slice(0, 9)}\u00ad${GOOD.slice(9)}`, 10, 0xad],
  ['invisible_character', `${GOOD.slice(0, 9)}\u0000${GOOD.slice(9)}`, 10, 0],
  ['invisible_character', `${GOOD.slice(0, 9)}\u2028${GOOD.slice(9)}`, 10, 0x2028],
  ['invisible_character', `${GOOD.slice(0, 9)}\u3164${GOOD.slice(9)}`, 10, 0x3164],
  ['non_ascii', `${GOOD.slice(0, 9)}а${GOOD.slice(9)}`, 10, 0x430],
  ['non_ascii', `${GOOD.slice(0, 9)}🔑${GOOD.slice(9)}`, 10, 0x1f511],
  ['template_syntax', `\${${'OPENAI_API_KEY'}}`],
  ['template_syntax', '{{ secrets.OPENAI_API_KEY }}'],
  ['template_syntax', '%OPENAI_API_KEY%'],
  ['template_syntax', '$(cat key.txt)'],
  ['brackets', `<${GOOD}>`, 1, 60],
  ['brackets', `[${GOOD}]`, 1, 91],
  ['brackets', `${GOOD})`, GOOD.length + 1, 41],
  ['placeholder', 'sk-your-key-here'],
  ['placeholder', '<your key>'],
  ['placeholder', '"sk-..."'],
  ['placeholder', 'changeme'],
  ['variable_name', 'GROQ_API_KEY'],
  ['variable_name', '$ANTHROPIC_API_KEY'],
  ['variable_name', `GROQ_API_KEY=gsk_${SECRET}`],
  ['literal_undefined', 'undefined'],
  ['literal_undefined', 'null'],
  ['literal_undefined', 'None'],
  ['literal_undefined', ' "undefined" '],
  ['literal_undefined', '[object Object]'],
  ['literal_undefined', 'nil'],
  ['literal_undefined', 'N/A'],
  ['literal_undefined', 'EMPTY'],
  ['literal_undefined', 'unset'],
  ['literal_undefined', '-'],
  ['url', 'https://api.openai.com/v1'],
  ['organization_id', 'org-AbCdEfGhIjKlMnOpQrStUvWx'],
  ['project_id', 'proj_AbCdEfGhIjKlMnOpQrStUvWx'],
  ['request_id', 'req_0123456789abcdef0123456789abcdef'],
  ['variable_name', 'OPENAI_API_KEY'],
  ['variable_name', 'process.env.KEY'],
  ['variable_name', `OPENAI_API_KEY=${GOOD}`],
  ['variable_name', `export OPENAI_API_KEY=${GOOD}`],
  ['variable_name', 'process.env.OPENAI_API_KEY'],
  ['variable_name', '$OPENAI_API_KEY'],
  ['two_keys', `${GOOD},${OTHER}`, GOOD.length + 1, 44],
  ['two_keys', `${GOOD}, ${OTHER}`, GOOD.length + 1, 44],
  ['two_keys', `${GOOD};${OTHER}`, GOOD.length + 1, 59],
  ['two_keys', `${GOOD} ${OTHER}`, GOOD.length + 1, 32],
  ['two_keys', `${GOOD}\n${OTHER}\n`, GOOD.length + 1, 10],
  ['two_keys', `"${GOOD}","${OTHER}"`, GOOD.length + 2, 34],
  ['two_keys', `${GOOD}${GOOD}`, GOOD.length + 1, 115],
  ['two_keys', `${GOOD}${OTHER}`, GOOD.length + 1, 115],
  ['two_keys', `gsk_${SECRET},gsk_${SECRET}`, SECRET.length + 5, 44],
  ['extra_text', `${GOOD} # production`, GOOD.length + 1, 32],
  ['extra_text', `${GOOD} prod`, GOOD.length + 1, 32],
  ['inner_space', `${GOOD.slice(0, 60)} ${GOOD.slice(60)}`, 61, 32],
  ['variable_name', `apiKey: ${GOOD}`],
  ['variable_name', `key=${GOOD}`],
  ['variable_name', `OPENAI_API_KEY: ${GOOD}`],
  ['variable_name', `Api-Key ${GOOD}`],
  ['extra_text', `${GOOD}# production`, GOOD.length + 1, 35],
  ['extra_text', `"${GOOD}" # production`, GOOD.length + 3, 32],
  ['extra_text', `${GOOD} // production`, GOOD.length + 1, 32],
  ['extra_text', `${GOOD} (production)`, GOOD.length + 1, 32],
  ['extra_text', `${GOOD}\n# the next line`, GOOD.length + 1, 10],
  ['extra_text', `${GOOD}\nOPENAI_MODEL=gpt-5`, GOOD.length + 1, 10],
  ['secret_reference', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:openai-AbCdEf'],
  ['secret_reference', 'secretref:openai-key'],
  ['secret_reference', 'vault:secret/data/openai#key'],
  ['secret_reference', '@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/openai)'],
  ['secret_reference', 'projects/123/secrets/openai/versions/latest'],
  ['secret_reference', 'op://vault/item/key'],
  ['secret_reference', 'file:///run/secrets/key'],
  ['secret_reference', '/run/secrets/openai_key'],
  ['secret_reference', '!secret openai_key'],
  ['secret_reference', 'ssm:/prod/openai/key'],
  ['secret_reference', 'ref+vault://secret/openai#/key'],
  ['template_syntax', `\${${'{ secrets.OPENAI_API_KEY }'}}`],
  ['variable_name', 'secrets.OPENAI_API_KEY'],
  ['variable_name', 'env:OPENAI_API_KEY'],
  ['variable_name', 'os.getenv("OPENAI_API_KEY")'],
  ['variable_name', 'ENV["OPENAI_API_KEY"]'],
  ['variable_name', 'Deno.env.get("OPENAI_API_KEY")'],
  ['variable_name', '$env:OPENAI_API_KEY'],
  ['variable_name', '$my_key'],
  ['variable_name', 'var.openai_api_key'],
  ['encoded', btoa(GOOD)],
  ['encoded', btoa(`${GOOD}\n`)],
  ['encoded', btoa(btoa(GOOD))],
  ['json', JSON.stringify({ OPENAI_API_KEY: GOOD })],
  ['json', JSON.stringify([GOOD])],
  ['letter_case', GOOD.toUpperCase()],
  ['letter_case', GOOD.toLowerCase()],
  ['letter_case', `SK-PROJ-${SECRET}`.toUpperCase()],
  ['unexpected_character', `${GOOD},`, GOOD.length + 1, 44],
  ['unexpected_character', `${GOOD};`, GOOD.length + 1, 59],
  ['unexpected_character', `${GOOD.slice(0, 12)}:${GOOD.slice(12)}`, 13, 58],
  ['quotes', `${GOOD.slice(0, 12)}"${GOOD.slice(12)}`, 13, 34],
  ['quotes', `${GOOD.slice(0, 12)}'${GOOD.slice(12)}`, 13, 39],
  ['admin_key', `sk-admin-${SECRET}${SECRET}`],
  ['session_token', `sess-${SECRET}`],
  ['oauth_token', `eyJ${SECRET}.${SECRET}.${SECRET}`],
  ['other_provider', `sk-ant-${SECRET}`],
  ['other_provider', `gsk_${SECRET}`],
  ['other_provider', `sk-or-v1-${SECRET}`],
  ['other_provider', `AIza${SECRET}`],
  ['other_provider', `hf_${SECRET}`],
  ['other_provider', `r8_${SECRET}`],
  ['other_provider', `github_pat_${SECRET}`],
  ['other_provider', '0123456789abcdef0123456789abcdef'],
  ['other_provider', 'sk-0123456789abcdef0123456789abcdef'],
  ['other_provider', 'aB3dE6gH9jK'.repeat(8).slice(0, 84)],
];

const WARNED: [KeyProblem, string][] = [
  ['placeholder', `sk-proj-${SECRET}your${SECRET}`],
  ['truncated', 'sk-proj-abcdefgh'],
  ['truncated', 'sk-/root-abcdefgh12345'],
];

describe('inspectKey', () => {
  it.each(REJECTED)('rejects %s: %j', (problem, value, position, codePoint) => {
    const inspection = inspectKey(value, openAi);
    expect(inspection).toMatchObject({ ok: false, problem, details: { reason: problem } });
    if (inspection.ok) return;
    expect(inspection.details.position).toBe(position);
    expect(inspection.details.codePoint).toBe(codePoint);
    expect(inspection.details.keyLength).toBe(value.length);
  });

  it.each(WARNED)('only warns about %s: %j', (warning, value) => {
    const inspection = inspectKey(value, openAi);
    expect(inspection.ok && inspection.warnings).toContain(warning);
  });

  it('finds every problem in the list', () => {
    const covered = new Set([...REJECTED, ...WARNED].map(([problem]) => problem));
    expect([...covered].sort()).toEqual([...KEY_PROBLEMS].sort());
  });

  it.each([
    GOOD,
    `sk-svcacct-${SECRET}${SECRET}`,
    `sk-None-${SECRET}${SECRET}`,
    `sk-${SECRET}abcdefgh12345678`,
  ])('accepts an OpenAI key without warnings: %s', (value) => {
    expect(inspectKey(value, openAi)).toEqual({ ok: true, warnings: [] });
  });

  it.each([
    ['admin_key', 'wrong_credential_type'],
    ['session_token', 'wrong_credential_type'],
    ['oauth_token', 'wrong_credential_type'],
    ['other_provider', 'wrong_credential_type'],
    ['organization_id', 'key_malformed'],
    ['line_break', 'key_malformed'],
  ])('reports %s as %s', (problem, kind) => {
    const value = REJECTED.find(([name]) => name === problem)?.[1];
    expect(inspectKey(value, openAi)).toMatchObject({ problem, kind });
  });

  it.each([
    [undefined, 'not_set'],
    ['', 'blank'],
    [' \r\n\t', 'blank'],
  ])('reports %j as a missing key: %s', (value, reason) => {
    expect(inspectKey(value, openAi)).toMatchObject({
      ok: false,
      kind: 'key_missing',
      details: { reason },
    });
  });

  it.each([
    'ollama',
    'none',
    'EMPTY',
    '0123456789abcdef0123456789abcdef',
    `gsk_${SECRET}`,
    `sk-ant-${SECRET}`,
    'p@ss(word)',
    "it's",
    'sk-xxx',
  ])('accepts any printable key for a host other than OpenAI: %s', (value) => {
    expect(inspectKey(value, elsewhere)).toEqual({ ok: true, warnings: [] });
  });

  it.each(['line_break', 'invisible_character', 'non_ascii', 'outer_space', 'bearer_prefix'])(
    'rejects %s for any host, because a header cannot contain it',
    (problem) => {
      const value = REJECTED.find(([name]) => name === problem)?.[1];
      expect(inspectKey(value, elsewhere)).toMatchObject({ ok: false, problem });
    },
  );

  it.each([
    ['url', 'https://console.groq.com/keys'],
    ['secret_reference', 'arn:aws:secretsmanager:eu-west-1:1:secret:groq'],
    ['two_keys', `gsk_${SECRET},gsk_${SECRET}`],
    ['extra_text', `gsk_${SECRET} # production`],
    ['letter_case', `gsk_${SECRET}`.toUpperCase()],
    ['variable_name', `apiKey: gsk_${SECRET}`],
  ])('rejects %s for any provider: %s', (problem, value) => {
    expect(inspectKey(value, { baseUrlHost: 'api.groq.com' })).toMatchObject({ problem });
  });

  it('rejects a pair of quotation marks for any host', () => {
    expect(inspectKey('"ollama"', elsewhere)).toMatchObject({ ok: false, problem: 'quotes' });
  });

  it('never returns four consecutive characters of the key', () => {
    for (const [, value] of REJECTED) {
      const shown = JSON.stringify(inspectKey(value, openAi));
      for (let start = 0; start + 4 <= SECRET.length; start++) {
        expect(shown).not.toContain(SECRET.slice(start, start + 4));
      }
    }
  });

  it('returns only details that match the schema', () => {
    for (const [, value] of REJECTED) {
      const inspection = inspectKey(value, openAi);
      if (inspection.ok) throw new Error('rejected above');
      expect(errorDetailsSchema.safeParse(inspection.details).success).toBe(true);
      expect(keepValidDetails(inspection.details)).toEqual(inspection.details);
    }
  });
});

describe('keyHint', () => {
  it('returns the prefix, the length and the last two characters', () => {
    expect(keyHint(GOOD)).toEqual({ keyPrefix: 'sk-proj-', keyLength: 80, keyEnd: 'yA' });
  });

  it('skips quotation marks and the word Bearer', () => {
    expect(keyHint(`"Bearer ${GOOD}" `)).toMatchObject({ keyPrefix: 'sk-proj-', keyEnd: 'yA' });
  });

  it('omits an unknown prefix and an unprintable end', () => {
    expect(keyHint('abcdef€')).toEqual({ keyLength: 7 });
  });
});

describe('isOpenAiHost', () => {
  it.each(['api.openai.com', 'eu.api.openai.com', 'API.OPENAI.COM', 'api.openai.com:443'])(
    'returns true for %s',
    (host) => expect(isOpenAiHost(host)).toBe(true),
  );
  it.each(['openai.com', 'api.openai.com.evil.test', 'notapi.openai.com', 'xapi.openai.com'])(
    'returns false for %s',
    (host) => expect(isOpenAiHost(host)).toBe(false),
  );
});
