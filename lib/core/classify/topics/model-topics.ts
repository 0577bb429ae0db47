import type { Topic } from './topic.ts';
import { IMAGE, MODEL, NOT_FOUND, PERMISSION, RETIRED } from './words.ts';

/** A code that providers use for several causes. */
const UNDECIDED = ['model_not_found'] as const;
const PARAMETER_TALK =
  /\b(?:unsupported parameter|unsupported value|not supported with this model|parameter|argument|field|max tokens|reasoning effort)\b/;

/** A model that works another way. */
export const ENDPOINT_TOPICS: readonly Topic[] = [
  {
    id: 'model.chat_only',
    kind: 'model_wrong_endpoint',
    reason: 'chat_only',
    all: [
      /\bv1 responses\b|\bresponses (?:api|endpoint|operation)\b/,
      /\b(?:not|cannot|cant|doesnt|unsupported|incompatible)\b/,
    ],
    none: [
      /\bchat completions?\b|\bonly\b|\binstead\b|\buse (?:the )?(?:v1 )?responses\b/,
      /\b(?:tools?|functions?|parameters?|arguments?|field|streaming|background|store)\b/,
    ],
    refines: UNDECIDED,
    source: 'OpenAI (gpt-4o-search-preview), Azure (OperationNotSupported), vLLM, LiteLLM',
  },
  {
    id: 'model.responses_only',
    kind: 'model_wrong_endpoint',
    reason: 'responses_only',
    all: [
      /\bv1 responses\b|\bresponses api\b/,
      /\bonly (?:supported|available|works?)|not (?:supported|available)|use (?:the )?(?:v1 )?responses\b|instead\b/,
    ],
    none: [/\b(?:function tools|reasoning effort)\b/],
    refines: UNDECIDED,
    source: 'https://github.com/sigoden/aichat/pull/1318',
  },
  {
    id: 'model.wrong_endpoint',
    kind: 'model_wrong_endpoint',
    all: [
      /\b(?:not a chat model|is a chat model and not supported|(?:operation|endpoint|method|format|task) (?:does not work|doesnt work|is not supported|not supported)|does not support (?:the )?(?:chat|generate ?content|converse|chat completions?)|not supported (?:in the|for|by the) (?:v1 )?(?:chat|format|oa compat|this endpoint)|(?:embedding|embeddings|rerank|text to image|audio|speech|image generation) models?|not (?:a |an )?(?:text generation|chat completion|conversational)|not support(?:ed)? (?:for )?(?:task|chat)|isnt (?:a chat|supported for chat)|unsupported operation|no chat template|(?:chat|prompt) template is not set|chat template (?:is )?(?:not|missing)|unsupported api for model|accessible via the|operation not supported|only supports? (?:the )?\w{1,20} api|api is not supported (?:for|by|with)|request is not supported by|did you mean to use v1 completions|^not implemented(?: request id \w{1,64})?$)\b/,
    ],
    none: [IMAGE],
    refines: UNDECIDED,
    source:
      'https://github.com/micz/ThunderAI/issues/570 ; QuantumNous/new-api#4535 ; Azure ; Gemini ; Bedrock',
  },
  {
    id: 'model.wrong_mode',
    kind: 'model_wrong_endpoint',
    all: [
      /\b(?:models?|api)\b|模型/,
      /\b(?:not supported|unsupported|does not support|doesnt support|not compatible)\b|不支持/,
      /\b(?:by the \S{1,20} api|compatibility mode|(?:a)?synchronous calls?|sse|sync|async|chat completions? (?:api|endpoint)|this (?:api|endpoint|interface))\b|调用方式|同步|异步|该接口|此接口/,
    ],
    refines: UNDECIDED,
    source: 'Cohere, DashScope, Zhipu (1210, 1212)',
  },
];

/** Whether the model exists, and for whom. */
export const MODEL_TOPICS: readonly Topic[] = [
  {
    id: 'model.not_allowed',
    kind: 'model_not_allowed',
    all: [
      MODEL,
      PERMISSION,
      /\b(?:not|no|denied|doesnt|dont|forbidden|restricted|cannot|cant|isnt|only|requires?|without|disallowed|unauthorized|blocked|na pas|nest pas|nao|not shared)\b|ません|无|没有|未|不|нет|не |없/,
    ],
    none: [
      /\b(?:template|output|tried|response)\b/,
      /\b(?:parameter|tool|extra|properties|api key|does not exist)\b/,
    ],
    refines: UNDECIDED,
    source: 'https://github.com/Aider-AI/aider/issues/604 ; LiteLLM ; xAI ; Groq',
  },
  {
    id: 'model.not_available_to',
    kind: 'model_not_allowed',
    all: [
      /\b(?:models?|function)\b/,
      /\bnot (?:available|offered|enabled|shared) (?:for|to|with) (?:your|this|the|you|integrator|account|team)\b/,
    ],
    none: [/\b(?:region|country|location|endpoint)\b/],
    refines: UNDECIDED,
    source: 'GitHub Copilot, NVIDIA',
  },
  {
    id: 'model.blocked',
    kind: 'model_not_allowed',
    all: [
      MODEL,
      /\b(?:blocked|disabled|restricted|limited access|gated|waitlist|allow ?list|not enabled)\b|未开通|禁用/,
    ],
    none: [/\b(?:content|prompt|safety)\b/],
    refines: UNDECIDED,
    source: 'Groq (model_permission_blocked_org)',
  },
  {
    id: 'model.named',
    kind: 'model_not_found',
    all: [/^model (?:[a-z]{1,20} ){0,6}[a-z]{0,10}\d/],
    when: (status) => status === 404,
    source: 'Anthropic (not_found_error, "model: claude-9")',
  },
  {
    id: 'model.unknown',
    kind: 'model_not_found',
    all: [
      MODEL,
      /\b(?:does not exist|doesnt exist|not exist|unknown model|no such model|invalid model|model not found|is not a valid model)\b|模型不存在/,
    ],
    none: [PERMISSION, /\bapi versions?\b/],
    source: 'tests/fixtures/dialects, most providers',
  },
  {
    id: 'model.retired',
    kind: 'model_not_found',
    reason: 'retired',
    all: [MODEL, RETIRED],
    refines: UNDECIDED,
    source: 'OpenAI (has been deprecated), Groq (decommissioned), Gemini (no longer available)',
  },
  {
    id: 'model.not_found',
    kind: 'model_not_found',
    all: [MODEL, NOT_FOUND],
    none: [
      /能力|请求中|\b(?:internal|unknown error|serving|output|responses?|worker|tried|audio|choices|status|template|request failed)\b/,
      PARAMETER_TALK,
      /\b(?:produced|generated|url|path|route|(?<!found for )api version|streaming|tool|tools|function|role|schema|image|images|temperature)\b/,
    ],
    when: (status) => status !== 429,
    source: 'tests/fixtures/dialects, most providers',
  },
  {
    id: 'model.no_endpoints',
    kind: 'model_not_found',
    all: [
      /\bno (?:eligible )?(?:endpoints?|allowed providers?|candidates?|providers?|channels?|models?)\b|无可用渠道|\bnot a valid model\b|\bno models? loaded\b|\brequested entity\b|\bendpoint with name\b|\b(?:supported|available|allowed) (?:api )?model(?:s| names?) (?:is|are|include)\b|\bnot found for account\b/,
    ],
    none: [/\b(?:data policy|guardrail|tool|image|credentials)\b/],
    noneAnywhere: [/\b(?:route|url)\b/],
    source: 'https://github.com/Alishahryar1/free-claude-code/issues/166 ; one-api ; LM Studio',
  },
];
