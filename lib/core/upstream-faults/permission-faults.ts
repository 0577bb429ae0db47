import { CLOUDFLARE_BLOCK_PAGE } from './edge-pages.ts';
import { openAiFault, pageFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

const TYPE = 'invalid_request_error';
const VERIFY_ADVICE =
  'Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization. If you just verified, it can take up to 15 minutes for access to propagate.';

/** 403, 404 and 405: permissions, models and routes. */
export const PERMISSION_FAULTS: readonly UpstreamFault[] = [
  openAiFault(
    'perm.country',
    'region_unsupported',
    403,
    {
      message: 'Country, region, or territory not supported',
      type: 'request_forbidden',
      code: 'unsupported_country_region_territory',
    },
    'sign_in',
  ),
  openAiFault('perm.project_model', 'model_not_allowed', 403, {
    message: 'Project `proj_b7HqT2mXc9LrWd4sNf8ZkVya` does not have access to model `gpt-4o`',
    type: TYPE,
    code: 'model_not_found',
  }),
  ...[403, 404].map((status) =>
    unconfirmed(
      openAiFault(`perm.org_verification_model:${status}`, 'organization_unverified', status, {
        message: `Your organization must be verified to use the model \`o3\`. ${VERIFY_ADVICE}`,
        type: TYPE,
        code: 'model_not_found',
      }),
    ),
  ),
  openAiFault('req.org_verification_stream', 'organization_unverified', 400, {
    message: `Your organization must be verified to stream this model. ${VERIFY_ADVICE}`,
    type: TYPE,
    param: 'stream',
    code: 'unsupported_value',
  }),
  pageFault('perm.cloudflare_block', 'network_blocked', 403, CLOUDFLARE_BLOCK_PAGE),
  modelNotFound('model.not_found', 'model_not_found'),
  unconfirmed(modelNotFound('model.not_found:no_code', null)),
  openAiFault('model.not_chat', 'model_wrong_endpoint', 404, {
    message:
      'This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?',
    type: TYPE,
    param: 'model',
  }),
  ...['/v1/chat/completions/chat/completions', '/chat/completions'].map((path, index) =>
    openAiFault(index === 0 ? 'route.invalid_url' : 'route.invalid_url:no_v1', 'wrong_url', 404, {
      message: `Invalid URL (POST ${path})`,
      type: TYPE,
    }),
  ),
  unconfirmed(
    openAiFault('route.method', 'wrong_url', 405, {
      message: 'Not allowed to GET on /v1/chat/completions.',
      type: TYPE,
      code: 'method_not_supported',
    }),
  ),
];

function modelNotFound(id: string, code: string | null): UpstreamFault {
  const message = 'The model `gpt-4o-large` does not exist or you do not have access to it.';
  return openAiFault(id, 'model_not_found', 404, { message, type: TYPE, code });
}
