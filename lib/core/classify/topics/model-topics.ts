import type { Topic } from './topic.ts';
import {
  IMAGE,
  LOADING,
  MEMORY,
  MODEL,
  NOT_FOUND,
  PERMISSION,
  RETIRED,
  UNSUPPORTED,
} from './words.ts';

const PARAMETER_TALK =
  /\b(?:unsupported parameter|unsupported value|not supported with this model|parameter|argument|field|max tokens|reasoning effort)\b/;
const UNDECIDED = ['model_not_found'] as const;

/** Whether the model is there, may be used, and can be. */
export const MODEL_TOPICS: readonly Topic[] = [
  {
    id: 'model.responses_only',
    kind: 'model_wrong_endpoint',
    reason: 'responses_only',
    all: [
      /\bv1 responses\b|\bresponses api\b/,
      /\bonly (?:supported|available|works?)|not (?:supported|available)|use the responses\b|instead\b/,
    ],
    none: [/\b(?:function tools|reasoning effort)\b/],
    refines: UNDECIDED,
    source: 'https://github.com/sigoden/aichat/pull/1318',
  },
  {
    id: 'model.wrong_endpoint',
    kind: 'model_wrong_endpoint',
    all: [
      /\b(?:not a chat model|is a chat model and not supported|(?:operation|endpoint|method|format|task) (?:does not work|doesnt work|is not supported|not supported)|does not support (?:the )?(?:chat|generate ?content|converse|chat completions?)|not supported (?:in the|for|by the) (?:v1 )?(?:chat|format|oa compat|this endpoint)|(?:embedding|embeddings|rerank|text to image|audio|speech|image generation) models?|not (?:a |an )?(?:text generation|chat completion|conversational)|not support(?:ed)? (?:for )?(?:task|chat)|isnt (?:a chat|supported for chat)|unsupported operation|no chat template|(?:chat|prompt) template is not set|chat template (?:is )?(?:not|missing)|unsupported api for model|accessible via the|operation not supported|did you mean to use v1 completions)\b/,
    ],
    none: [IMAGE],
    refines: UNDECIDED,
    source: 'https://github.com/micz/ThunderAI/issues/570 ; Azure ; Gemini ; Bedrock',
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
  {
    id: 'model.image_not_supported',
    kind: 'image_not_supported',
    all: [IMAGE, UNSUPPORTED],
    none: [
      /\b(?:format|mime|media type|size|resolution|download|url is (?:not|invalid)|base64|larger|too|uploaded)\b|格式|大小/,
    ],
    refines: ['image_rejected', 'bad_request', 'model_not_found'],
    source: 'https://github.com/ggml-org/llama.cpp/issues/15377 ; OpenRouter (support image input)',
  },
  {
    id: 'model.text_only',
    kind: 'image_not_supported',
    all: [
      /\bnot (?:a |an )?(?:multimodal|vision|vlm)\b|\btext only\b|\bat most 0 images?\b|\bonly (?:accepts?|supports?|takes?) text\b|纯文本/,
    ],
    source: 'vLLM (is not a multimodal model)',
  },
  {
    id: 'model.tools_not_supported',
    kind: 'unsupported_parameter',
    all: [
      /\b(?:no endpoints found that support|does not support|doesnt support|not support(?:ed)?|unsupported|requires)\b|不支持/,
      /\b(?:tool ?use|tools?|tool ?calling|tool ?choice|function ?calling|functions|jinja)\b|工具|函数/,
    ],
    none: [/\b(?:role|must)\b/],
    refines: UNDECIDED,
    source: 'OpenRouter, Ollama, llama.cpp, vLLM',
  },
  {
    id: 'model.strange_value',
    kind: 'unsupported_parameter',
    all: [
      /\b(?:temperature|top ?p|top ?k|frequency ?penalty|presence ?penalty|logprobs|logit ?bias|reasoning ?effort|stream ?options|parallel ?tool ?calls|response ?format|service ?tier|seed|enable ?thinking|thinking|verbosity|stop|store|prediction|web ?search ?options)\b/,
      /\b(?:only|unsupported|not (?:be )?(?:supported|allowed|permitted|accepted|compatible|available)|does not (?:support|accept)|doesnt support|cannot|cant|deprecated|unknown|unrecognized|incompatible|extra|forbidden)\b|不支持|只能|必须/,
    ],
    none: [
      /\b(?:schema|messages?|json|api key|tool call|reasoning content|in the history|function tools)\b/,
    ],
    source: 'Moonshot, OpenAI, vLLM, LiteLLM, Mistral',
  },
  {
    id: 'model.not_allowed',
    kind: 'model_not_allowed',
    all: [
      MODEL,
      PERMISSION,
      /\b(?:not|no|denied|doesnt|dont|forbidden|restricted|cannot|cant|isnt|only|requires?|without|disallowed|unauthorized|blocked|na pas|nest pas|nao|not shared)\b|ません|无|没有|未|不|нет|не |없/,
    ],
    none: [/\b(?:parameter|tool|extra|properties|api key|does not exist)\b/],
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
    id: 'model.unknown',
    kind: 'model_not_found',
    all: [
      MODEL,
      /\b(?:does not exist|doesnt exist|not exist|unknown model|no such model|invalid model|model not found|is not a valid model)\b|模型不存在/,
    ],
    none: [PERMISSION, /\bapi versions?\b/],
    source: 'every provider',
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
      PARAMETER_TALK,
      /\b(?:url|path|route|api version|streaming|tool|tools|function|role|schema|image|images|temperature)\b/,
    ],
    when: (status) => status !== 429,
    source: 'every provider',
  },
  {
    id: 'model.no_endpoints',
    kind: 'model_not_found',
    all: [
      /\bno (?:endpoints?|allowed providers?|candidates?|providers?|channels?|models?)\b|无可用渠道|\bnot a valid model\b|\bno models? loaded\b|\brequested entity\b|\bendpoint with name\b|\b(?:supported|available|allowed) (?:api )?model(?:s| names?) (?:is|are|include)\b|\bnot found for account\b/,
    ],
    none: [/\b(?:data policy|guardrail|tool|image|credentials)\b/],
    noneAnywhere: [/\b(?:route|url)\b/],
    source: 'https://github.com/Alishahryar1/free-claude-code/issues/166 ; one-api ; LM Studio',
  },
];

/** The server cannot load or run it; before capacity, whose words are alike. */
export const UNAVAILABLE_TOPICS: readonly Topic[] = [
  {
    id: 'model.memory',
    kind: 'model_unavailable',
    reason: 'memory',
    all: [
      MEMORY,
      /\b(?:requires? more|out of|not enough|insufficient|exceeds?|available|failed|error|less than|unable|alloc\w{0,6}|oom|too)\b|不足/,
    ],
    none: [/\b(?:context|rate)\b/],
    source: 'https://github.com/continuedev/continue/issues/11767 (Ollama)',
  },
  {
    id: 'model.overload_system',
    kind: 'model_unavailable',
    reason: 'memory',
    all: [/\b(?:overload your system|insufficient system resources|loading was stopped)\b/],
    source: 'LM Studio',
  },
  {
    id: 'model.channel',
    kind: 'model_unavailable',
    all: [
      /\bchannel\b|渠道|канал|チャンネル|채널/,
      /\b(?:disabled|offline|unavailable)\b|禁用|отключ|無効|비활성/,
    ],
    none: [/无可用/],
    source: 'new-api, AiHubMix',
  },
  {
    id: 'model.missing_file',
    kind: 'model_unavailable',
    reason: 'missing_file',
    all: [
      MODEL,
      /\b(?:no such file|file (?:does not exist|not found|is missing|missing)|unable to open|cannot open|gguf|safetensors|corrupt(?:ed)?|magic)\b/,
    ],
    source: 'llama.cpp, LocalAI, Ollama',
  },
  {
    id: 'model.cannot_load',
    kind: 'model_unavailable',
    all: [
      MODEL,
      LOADING,
      /\b(?:fail(?:ed|s|ure)?|error|could ?not|couldnt|unable|cannot|cant|crash(?:ed)?|terminated|exited|stopped|unexpectedly|not (?:ready|loaded))\b|失败|не удалось/,
    ],
    none: [/\bno models? (?:are |is )?(?:currently )?loaded\b/, /\b(?:please load|not loaded)\b/],
    source: 'https://github.com/mudler/LocalAI/issues/2692',
  },
  {
    id: 'model.crashed',
    kind: 'model_unavailable',
    all: [
      /\b(?:runner|llama runner|model) (?:process )?(?:has )?(?:crashed|terminated|unexpectedly stopped|exited)\b|\bmodel has crashed\b/,
    ],
    source: 'Ollama (llama runner process has terminated), LM Studio (The model has crashed)',
  },
];
