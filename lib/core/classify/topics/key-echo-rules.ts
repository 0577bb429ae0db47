import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { KeyProblem } from '../../key/key-problems.ts';
import type { UpstreamReason } from '../upstream-reasons.ts';

/** What an echo of the key, or a page, shows. */
export type TextRule = {
  id: string;
  pattern: RegExp;
  kind: ErrorKind;
  reason?: UpstreamReason;
  source: string;
};

/**
 * OpenAI quotes the first characters of a rejected key ("Incorrect API key provided: sk-or-v1***").
 * They are only compared with public prefixes, to tell what was sent instead of a key.
 */
export const KEY_ECHO_RULES: readonly TextRule[] = [
  malformed(
    'literal_undefined',
    /provided:\s{0,3}(?:undefined|null|None|NaN|''|""|\[object[^\n]{0,20}|)\.(?:\s|$)/,
    'https://github.com/jas3333/GPT-Helper/issues/26',
  ),
  malformed(
    'bearer_prefix',
    /provided:\s{0,3}Bearer\b/i,
    'unconfirmed wording; mechanism: https://github.com/openai/openai-python/pull/1800',
  ),
  malformed(
    'template_syntax',
    /provided:\s{0,3}["']?[$%{]/,
    'a shell variable that nothing expanded',
  ),
  malformed(
    'variable_name',
    /provided:\s{0,3}["']?OPENAI_/i,
    'https://github.com/continuedev/continue/issues/10250',
  ),
  malformed(
    'placeholder',
    /provided:\s{0,3}["']?(?:<|your|sk-x{3}|sk-your|x{4})/i,
    'auto_comment#44: the sk-xxxxxx of an example file',
  ),
  malformed(
    'quotes',
    /provided:\s{0,3}["'“‘`]/,
    'https://github.com/yihong0618/bilingual_book_maker/issues/195',
  ),
  malformed(
    'url',
    /provided:\s{0,3}https?[:*]/i,
    'https://github.com/continuedev/continue/issues/10250',
  ),
  malformed('organization_id', /provided:\s{0,3}org-/, 'the id beside the key on the same page'),
  malformed('project_id', /provided:\s{0,3}proj_/, 'the id beside the key on the same page'),
  otherCredential(
    'admin_key',
    /provided:\s{0,3}sk-admin/,
    'prefix of OpenAI’s Administration API keys',
  ),
  otherCredential('session_token', /provided:\s{0,3}sess-/, 'prefix of dashboard sessions'),
  otherCredential('oauth_token', /provided:\s{0,3}eyJ/, 'a JWT begins with {" in base64url'),
  otherCredential(
    'other_provider',
    // OpenAI's own address must follow, because xAI uses the same wording for an xai- key.
    /provided:(?=\s{0,3}(?:sk-or-|sk-ant|gsk_|AIza|hf_|r8_|xai-|pplx-|nvapi-))[^\n]{0,200}platform\.openai\.com/,
    'https://github.com/continuedev/continue/issues/12788',
  ),
];

function malformed(reason: KeyProblem, pattern: RegExp, source: string): TextRule {
  const id = `key_echo.${reason}`;
  return { id, pattern, kind: 'key_malformed', reason, source };
}

function otherCredential(reason: KeyProblem, pattern: RegExp, source: string): TextRule {
  const id = `key_echo.${reason}`;
  return { id, pattern, kind: 'wrong_credential_type', reason, source };
}
