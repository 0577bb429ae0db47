import { isAboutRequest, type Topic } from './topic.ts';
import { LENGTH, OUTPUT_LIMIT, TOO_LONG } from './words.ts';

/** How much was sent, or asked for. */
export const SIZE_TOPICS: readonly Topic[] = [
  {
    id: 'size.string',
    kind: 'message_too_long',
    all: [/\bstring too long\b|\bstring above max length\b/],
    source: 'https://github.com/gptscript-ai/clio/issues/41',
  },
  {
    id: 'size.negative_output',
    kind: 'context_too_long',
    all: [OUTPUT_LIMIT, /\bgot \d{1,9}\b/, /\bat least 1\b/],
    none: [/\bgot (?:0|1)\b/],
    when: isAboutRequest,
    source: 'https://github.com/vllm-project/vllm/issues/4667',
  },
  {
    id: 'size.context',
    kind: 'context_too_long',
    all: [
      /\b(?:context|prompt|text|input|inputs|sequence|conversation|messages|current message|history|seq len|prefill)\b|上下文|输入|контекст|запрос|コンテキスト|컨텍스트/,
      LENGTH,
      TOO_LONG,
    ],
    none: [
      /\b(?:cache key|must not be set|64 characters)\b/,
      /\b(?:max (?:completion|output|new) tokens must|per min|per minute|tpm|rate|bytes|mb|megabytes|at most \d{1,3} images?|pixels?|image size|string|array|items|entries)\b/,
    ],
    when: isAboutRequest,
    refines: ['bad_request', 'output_limit_too_large', 'payload_too_large'],
    source: 'OpenAI, vLLM, Anthropic, Gemini, llama.cpp, TGI: see tests/fixtures/dialects',
  },
  {
    id: 'size.output',
    kind: 'output_limit_too_large',
    refines: ['bad_request'],
    all: [
      OUTPUT_LIMIT,
      /\b(?:too (?:large|big|high)|exceeds?|exceeded|at most|less than|greater than|larger|must be|maximum|max|limit|supports? (?:at most|up to|only)|range|between|<=|<|>)\b|<=|<|>|超|大于|范围|上限|превыш/,
    ],
    none: [
      /\b(?:below minimum|minimum)\b/,
      /\b(?:unsupported parameter|reached|higher|extraneous|not permitted|unrecognized|unknown|not supported|unsupported|instead|per minute|at least)\b/,
    ],
    when: isAboutRequest,
    source: 'OpenAI (max_tokens is too large), Anthropic, DeepSeek, DashScope, Together',
  },
  {
    id: 'size.context_words',
    kind: 'context_too_long',
    all: [
      /\b(?:context ?length|context ?window|context ?size|max ?model ?len|maximum model length|maximum context|prompt (?:is )?too long|input (?:is )?too long|too many (?:input )?tokens|max ?input|(?:model )?max length|(?:model )?token limit|tokens? limit exceeded)\b|上下文|超长|超过最大长度/,
    ],
    none: [/\b(?:per|rate|tpm|quota)\b/],
    when: isAboutRequest,
    source: 'Zhipu (Prompt 超长), Moonshot (model token limit), CLOVA (Context length exceeded)',
  },
  {
    id: 'size.payload',
    kind: 'payload_too_large',
    isGeneral: true,
    all: [
      /\b(?:request|payload|body|entity|content|message size|total size)\b/,
      /\b(?:too large|too big|size limit|length limit|message size|bytes|megabytes|mb)\b/,
      /\b(?:large|big|exceed(?:s|ed)?|limit|maximum)\b/,
    ],
    none: [/\b(?:image|images|rate|tokens|requests per)\b/],
    when: isAboutRequest,
    source: 'nginx, FastAPI, Vercel',
  },
];
