/**
 * What can be wrong with the shape of a key, before any request. Shared by the chat route, the setup
 * screen, the banner and the doctor; sent as `details.reason` of `key_malformed` (or of
 * `wrong_credential_type` for another type of credential).
 */
export const KEY_PROBLEMS = [
  'quotes',
  'bearer_prefix',
  'outer_space',
  'inner_space',
  'line_break',
  'smart_quote',
  'invisible_character',
  'non_ascii',
  'template_syntax',
  'brackets',
  'literal_undefined',
  'placeholder',
  'url',
  'organization_id',
  'project_id',
  'request_id',
  'variable_name',
  'truncated',
  'two_keys',
  'extra_text',
  'secret_reference',
  'encoded',
  'json',
  'letter_case',
  'unexpected_character',
  'admin_key',
  'session_token',
  'oauth_token',
  'other_provider',
] as const;

export type KeyProblem = (typeof KEY_PROBLEMS)[number];

/** A project key with fewer characters was cut when it was copied. */
export const MIN_PROJECT_KEY_LENGTH = 40;
