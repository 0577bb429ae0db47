import type { UpstreamFault } from '../upstream-faults/upstream-fault.ts';

/**
 * How we know about a fault: a page that shows it, `reproduced` (seen on our own server) or
 * `source_code` (found in the source code of an SDK).
 */
export type FaultSource = string;

// The first source of each row of tests/fixtures/openai-errors.json, which a test compares.
// Rows without a source are omitted.
const SOURCES: Readonly<Record<string, FaultSource>> = {
  'auth.missing_key': 'https://github.com/intitni/CopilotForXcode/issues/573',
  'auth.invalid_key': 'https://github.com/chatanywhere/GPT_API_free/issues/427',
  'auth.invalid_key.literal': 'https://github.com/jas3333/GPT-Helper/issues/26',
  'auth.invalid_key.double_bearer': 'https://github.com/openai/openai-python/pull/1800',
  'auth.account_deactivated': 'https://github.com/ChatGPTNextWeb/NextChat/issues/4175',
  'auth.no_organization': 'https://github.com/OpenHands/OpenHands/issues/2562',
  'auth.mismatched_organization': 'https://github.com/openai/codex/issues/1000',
  'auth.ip_not_authorized': 'https://developers.openai.com/docs/guides/error-codes',
  'auth.missing_scopes': 'https://github.com/microsoft/PowerToys/issues/32989',
  'auth.missing_scopes.models': 'https://github.com/marcusquinn/aidevops/issues/24564',
  'auth.incorrect_hostname': 'https://github.com/agent-ecosystem/skill-validator/issues/70',
  'auth.oauth_token': 'source_code',
  'auth.admin_key': 'https://www.w3cschool.cn/openai_api/openai_api-reference-overview.html',
  'perm.country': 'https://github.com/home-assistant/core/issues/120072',
  'perm.project_model': 'https://github.com/Aider-AI/aider/issues/604',
  'perm.cloudflare_block': 'https://github.com/cloudflare/har-sanitizer/issues/57',
  'model.not_found': 'https://github.com/Shopify/roast/issues/13',
  'model.not_chat': 'https://github.com/micz/ThunderAI/issues/570',
  'route.invalid_url': 'https://github.com/LinLin00000000/vercel-proxy-openai/issues/2',
  'req.context_length': 'https://github.com/webtimemachine/wtm2/issues/579',
  'req.unsupported_parameter': 'https://github.com/griptape-ai/ComfyUI-Griptape/issues/312',
  'req.org_verification_stream': 'https://github.com/Lamb-Project/lamb/issues/27',
  'req.invalid_value': 'https://github.com/vercel/ai/issues/8857',
  'req.string_above_max_length': 'https://github.com/gptscript-ai/clio/issues/41',
  'req.array_bounds': 'https://github.com/danny-avila/LibreChat/issues/10408',
  'req.json_parse': 'https://github.com/ChatGPTNextWeb/NextChat/issues/4064',
  'req.invalid_image_url': 'https://github.com/riverscuomo/cuomputer/issues/95',
  'req.invalid_image': 'https://github.com/CosmosShadow/gptpdf/issues/6',
  'req.invalid_prompt': 'https://github.com/BeehiveInnovations/pal-mcp-server/issues/178',
  'req.service_tier': 'https://www.developersdigest.tech/errors/api/openai-api',
  'req.headers_too_large': 'https://www.w3cschool.cn/openai_api/openai_api-reference-overview.html',
  'http.408': 'https://developers.openai.com/docs/guides/flex-processing',
  'http.409': 'source_code',
  'http.413': 'https://github.com/openai/codex/issues/7682',
  'http.422': 'source_code',
  'rate.rpm': 'https://github.com/feder-cr/invisible_playwright_mcp/issues/109',
  'rate.tpm': 'https://github.com/semanser/codel/issues/72',
  'rate.rpd': 'https://github.com/feder-cr/invisible_playwright_mcp/issues/109',
  'rate.request_too_large': 'https://github.com/DrShushen/climb/issues/13',
  'rate.slow_down': 'https://www.developersdigest.tech/errors/api/openai-api',
  'rate.engine_overloaded_legacy': 'https://github.com/openai/openai-python/issues/414',
  'quota.insufficient_quota': 'https://github.com/intitni/CopilotForXcode/issues/573',
  'quota.project_spend_limit':
    'https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits',
  'quota.organization_usage_limit':
    'https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits',
  'quota.billing_not_active': 'https://github.com/lifan0127/ai-research-assistant/issues/174',
  'srv.server_error': 'https://portkey.ai/error-library/server-error-10508',
  'srv.cf_bad_gateway_json': 'https://github.com/chatboxai/chatbox/issues/983',
  'srv.502_html': 'https://github.com/yoheinakajima/babyagi/issues/64',
  'srv.503_overloaded': 'https://www.developersdigest.tech/errors/api/openai-api',
  'srv.503_slow_down_legacy': 'https://developers.openai.com/docs/guides/error-codes',
  'srv.504': 'source_code',
  'srv.200_html': 'https://github.com/earendil-works/pi/issues/956',
  'srv.200_error_body': 'https://openrouter.ai/docs/api/reference/errors-and-debugging',
  'cfg.no_key': 'source_code',
  'cfg.header_newline': 'reproduced',
  'cfg.header_non_latin1': 'https://github.com/openai/openai-node/issues/192',
  'cfg.bad_url': 'reproduced',
  'cfg.browser': 'source_code',
  'net.econnrefused': 'reproduced',
  'net.enotfound': 'reproduced',
  'net.econnreset': 'reproduced',
  'net.connect_timeout': 'source_code',
  'net.headers_timeout': 'source_code',
  'net.body_timeout': 'source_code',
  'net.tls_selfsigned': 'reproduced',
  'net.tls_wrong_version': 'reproduced',
  'net.not_http': 'reproduced',
  'net.our_timeout': 'reproduced',
  'net.user_abort': 'reproduced',
  'stream.error_event': 'https://github.com/editor-code-assistant/eca/pull/559',
  'stream.first_event_error': 'source_code',
  'stream.reset': 'https://github.com/OpenRouterTeam/ai-sdk-provider/issues/412',
  'stream.truncated_clean': 'https://github.com/can1357/oh-my-pi/issues/9433',
  'stream.idle_stall': 'reproduced',
  'stream.bad_json': 'source_code',
  'stream.empty': 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2339',
  'finish.length': 'source_code',
  'finish.content_filter': 'source_code',
  'finish.refusal': 'source_code',
  'finish.unexpected_tool': 'source_code',
  'shape.azure.401': 'https://github.com/SciSharp/BotSharp/issues/386',
  'shape.azure.content_filter': 'source_code',
  'shape.openrouter': 'https://openrouter.ai/docs/api/reference/errors-and-debugging',
  'shape.ollama.v1': 'https://github.com/netease-youdao/QAnything/issues/555',
  'shape.ollama.native': 'https://github.com/stackblitz-labs/bolt.diy/issues/434',
  'shape.vllm.old': 'https://github.com/vllm-project/vllm/issues/12886',
  'shape.vllm.new': 'https://github.com/llm-d/llm-d-inference-sim/issues/135',
  'shape.llamacpp.stream_field': 'https://github.com/ggml-org/llama.cpp/pull/16109',
  'shape.groq': 'https://console.groq.com/docs/errors',
  'shape.groq.498': 'https://console.groq.com/docs/flex-processing',
  'shape.fastapi': 'https://github.com/ray-project/ray/issues/64833',
  'shape.cloudflare_api': 'https://github.com/jekalmin/extended_openai_conversation/issues/228',
  'shape.gateway_status': 'https://github.com/truefoundry/models/pull/949',
  'shape.param_not_string': 'https://github.com/ray-project/ray/issues/64833',
  'shape.llamacpp.loading':
    'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
};

// Variants whose source differs from the one of the row whose name they share.
const SOURCES_OF_VARIANTS: Readonly<Record<string, FaultSource>> = {
  'http.413:groq': 'https://github.com/continuedev/continue/issues/10218',
  'srv.server_error:auth_outage': 'https://github.com/chatboxai/chatbox/issues/983',
};

/** Where a fault was seen; `null` if there is no source. */
export function sourceOfFault({ id }: Pick<UpstreamFault, 'id'>): FaultSource | null {
  return SOURCES_OF_VARIANTS[id] ?? SOURCES[id.split(':')[0] ?? id] ?? null;
}
