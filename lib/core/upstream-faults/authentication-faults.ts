import { jsonFault, openAiFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

const TYPE = 'invalid_request_error';
const KEY_PAGE = 'You can find your API key at https://platform.openai.com/account/api-keys.';
const MASKED_KEY = `sk-4sJHr${'*'.repeat(39)}w8ZP`;
const SCOPES_ADVICE =
  "Check that you have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if you're using a restricted API key, that it has the necessary scopes.";

/** 401: authentication. */
export const AUTHENTICATION_FAULTS: readonly UpstreamFault[] = [
  unconfirmed(
    openAiFault(
      'auth.missing_key',
      'key_missing',
      401,
      {
        message:
          "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API from your browser and are prompted for a username and password. You can obtain an API key from https://platform.openai.com/account/api-keys.",
        type: TYPE,
      },
      'sign_in',
    ),
  ),
  incorrectKey('auth.invalid_key', MASKED_KEY),
  ...['undefined', 'null', 'None', ''].map((literal) => ({
    ...incorrectKey(`auth.invalid_key.literal:${literal || 'empty'}`, literal),
    kind: 'key_malformed' as const,
  })),
  unconfirmed({
    ...incorrectKey('auth.invalid_key.double_bearer', `Bearer ${MASKED_KEY}`),
    kind: 'key_malformed',
  }),
  openAiFault(
    'auth.account_deactivated',
    'account_deactivated',
    401,
    {
      message:
        'The OpenAI account associated with this API key has been deactivated. If you are the developer for this OpenAI app, please check your email for more information. If you are seeing this error while using another app or site, please reach out to them for more support.',
      type: TYPE,
      code: 'account_deactivated',
    },
    'sign_in',
  ),
  openAiFault(
    'auth.no_organization',
    'organization_mismatch',
    401,
    {
      message:
        'You must be a member of an organization to use the API. Please contact us through our help center at help.openai.com.',
      type: TYPE,
      code: 'no_organization',
    },
    'sign_in',
  ),
  openAiFault(
    'auth.mismatched_organization',
    'organization_mismatch',
    401,
    {
      message: 'OpenAI-Organization header should match organization for API key',
      type: TYPE,
      code: 'mismatched_organization',
    },
    'sign_in',
  ),
  unconfirmed(
    openAiFault(
      'auth.mismatched_project',
      'project_mismatch',
      401,
      {
        message: 'OpenAI-Project header should match project for API key',
        type: TYPE,
        code: 'mismatched_project',
      },
      'sign_in',
    ),
  ),
  unconfirmed(
    openAiFault(
      'auth.ip_not_authorized',
      'ip_not_allowed',
      401,
      {
        message: 'IP not authorized. Your request IP does not match the configured IP allowlist.',
        type: TYPE,
        code: 'ip_not_authorized',
      },
      'sign_in',
    ),
  ),
  openAiFault(
    'auth.missing_scopes',
    'missing_scopes',
    401,
    {
      message: `You have insufficient permissions for this operation. Missing scopes: model.request. ${SCOPES_ADVICE}`,
      type: TYPE,
    },
    'sign_in',
  ),
  // OpenAI itself sends `error` as a string here.
  ...[401, 403].map((status) =>
    unconfirmed(
      jsonFault(`auth.missing_scopes.models:${status}`, 'missing_scopes', status, {
        error: `You have insufficient permissions for this operation. Missing scopes: api.model.read. ${SCOPES_ADVICE}`,
      }),
    ),
  ),
  jsonFault(
    'auth.incorrect_hostname',
    'wrong_host',
    401,
    {
      error: {
        message:
          'Attempted to access resource with incorrect regional hostname. Please make your request to us.api.openai.com',
        type: TYPE,
        param: null,
        code: 'incorrect_hostname',
      },
      status: 401,
    },
    { 'x-request-id': 'req_2b6f1c5d9e8a47d3b0c4f7a1e6d5c3b2' },
  ),
  ...['invalid_grant', 'invalid_subject_token'].flatMap((code) =>
    [400, 401, 403].map((status) =>
      unconfirmed(
        jsonFault(`auth.oauth_token:${code}.${status}`, 'wrong_credential_type', status, {
          error: code,
          error_description: 'The subject token is expired or its audience does not match.',
        }),
      ),
    ),
  ),
  ...[401, 403].map((status) =>
    unconfirmed(
      openAiFault(
        `auth.admin_key:${status}`,
        'wrong_credential_type',
        status,
        {
          message: 'Admin API keys cannot be used for this endpoint. Use a project API key.',
          type: TYPE,
        },
        'sign_in',
      ),
    ),
  ),
];

function incorrectKey(id: string, shown: string): UpstreamFault {
  const message = `Incorrect API key provided: ${shown}. ${KEY_PAGE}`;
  return openAiFault(
    id,
    'key_invalid',
    401,
    { message, type: TYPE, code: 'invalid_api_key' },
    'sign_in',
  );
}
