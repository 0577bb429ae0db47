import type { MessageRule } from './message-rule.ts';

/** Requests rejected for their content, with a null code. */
export const REQUEST_MESSAGE_RULES: readonly MessageRule[] = [
  {
    id: 'request.string_too_long',
    pattern: /string too long\. Expected a string with maximum length/,
    refines: ['bad_request', 'server_error'],
    kind: 'message_too_long',
    source: 'https://github.com/gptscript-ai/clio/issues/41',
  },
  {
    id: 'request.unsupported_parameter',
    pattern:
      /^[^\n]{0,120}\bUnsupported parameter: '|is not supported with this model\b|\bUnsupportedParamsError\b/m,
    refines: ['bad_request', 'server_error'],
    kind: 'unsupported_parameter',
    source:
      'https://github.com/griptape-ai/ComfyUI-Griptape/issues/312 ; https://docs.litellm.ai/docs/exception_mapping',
  },
  {
    id: 'request.image',
    pattern: /\buploaded an unsupported image\b/,
    refines: ['bad_request', 'server_error'],
    kind: 'image_rejected',
    source: 'https://github.com/CosmosShadow/gptpdf/issues/6',
  },
  {
    id: 'request.image_download',
    pattern: /\bTimeout while downloading\b/,
    refines: ['bad_request', 'server_error'],
    kind: 'image_rejected',
    reason: 'download',
    source: 'https://github.com/riverscuomo/cuomputer/issues/95',
  },
  {
    id: 'request.flagged',
    pattern:
      /flagged as potentially violating our usage policy|content management policy|\bContentPolicyViolationError\b/,
    refines: ['bad_request', 'server_error'],
    kind: 'content_flagged',
    source:
      'https://github.com/BeehiveInnovations/pal-mcp-server/issues/178 ; Azure and LiteLLM: https://docs.litellm.ai/docs/exception_mapping',
  },
  {
    id: 'request.identifier_blocked',
    pattern: /\bidentifier\b[^\n]{0,60}\bblocked\b/i,
    refines: ['bad_request', 'server_error'],
    kind: 'content_flagged',
    source: 'unconfirmed: tests/fixtures/openai-errors.json, req.safety_identifier_blocked',
  },
];
