import type { NameRule } from './name-rule.ts';

/** The exact names of what is wrong with a request: its length, a parameter, an image, its content. */
export const REQUEST_NAMES: readonly NameRule[] = [
  {
    names: ['context_length_exceeded', 'context_window_exceeded', 'exceed_context_size_error'],
    kind: 'context_too_long',
  },
  { names: ['string_above_max_length'], kind: 'message_too_long' },
  {
    // For some models OpenAI only refuses to stream to unverified organizations, with the same
    // code as for an unsupported temperature.
    names: ['unsupported_value'],
    param: /^stream$/,
    kind: 'organization_unverified',
    reason: 'stream',
  },
  { names: ['unsupported_parameter', 'unsupported_value'], kind: 'unsupported_parameter' },
  // vercel/ai#8857: an image that could not be fetched
  {
    names: ['invalid_value'],
    param: /^url$/,
    kind: 'image_rejected',
    reason: 'download',
  },
  { names: ['invalid_value'], param: /image_url/, kind: 'image_rejected' },
  {
    names: [
      'unknown_parameter',
      'missing_required_parameter',
      'empty_array',
      'array_above_max_length',
      'array_below_min_length',
      'string_below_min_length',
      'integer_above_max_value',
      'integer_below_min_value',
      'decimal_above_max_value',
      'decimal_below_min_value',
      'unsupported_content_type',
      'invalid_json',
      'invalid_json_schema',
    ],
    kind: 'bad_request',
  },
  {
    names: ['invalid_image_url', 'failed_to_download_image'],
    kind: 'image_rejected',
    reason: 'download',
  },
  {
    names: [
      'invalid_image',
      'invalid_image_format',
      'invalid_base64_image',
      'invalid_image_mode',
      'sanitizer_server_error',
      'image_parse_error',
      'image_too_large',
      'image_too_small',
      'image_file_too_large',
      'image_file_not_found',
      'empty_image_file',
      'unsupported_image_media_type',
    ],
    kind: 'image_rejected',
  },
  {
    names: [
      'invalid_prompt',
      'content_policy_violation',
      'image_content_policy_violation',
      // A failed response: API reference, "The response object", error
      'bio_policy',
      'misalignment_policy_violation',
      // Azure
      'content_filter',
      'ResponsibleAIPolicyViolation',
      // Starlight's own name for OpenRouter's flagged input
      'moderation_flagged',
    ],
    kind: 'content_flagged',
  },
];
