/**
 * Which models of a list can chat. A list mixes them with models for embeddings, images, speech and
 * moderation, and with those that only work with other endpoints.
 */

type FieldRule = {
  /** Where the value stands in an entry. */
  path: readonly string[];
  /** Values that say yes. */
  chat?: readonly unknown[];
  /** Values that say no. */
  notChat?: readonly unknown[];
  /** An array must contain this, or the answer is no. */
  mustContain?: string;
  /** The rule applies only to entries that lack this field. */
  without?: string;
  source: string;
};

const OTHER_TYPES = [
  ...['image', 'embedding', 'embeddings', 'rerank', 'reranker', 'moderation', 'audio', 'video'],
  ...['transcribe', 'transcription', 'speech', 'tts', 'stt', 'realtime'],
];

/** What lists say in fields; the first rule that says something counts, and no rule overrides a no. */
export const FIELD_RULES: readonly FieldRule[] = [
  {
    path: ['active'],
    notChat: [false],
    source: 'https://console.groq.com/docs/api-reference#models',
  },
  {
    path: ['archived'],
    notChat: [true],
    source: 'https://docs.mistral.ai/api/endpoint/models',
  },
  {
    path: ['capabilities', 'completion_chat'],
    chat: [true],
    notChat: [false],
    source: 'https://docs.mistral.ai/api/endpoint/models',
  },
  {
    path: ['capabilities', 'inference'],
    notChat: [false],
    source: 'https://learn.microsoft.com/en-us/rest/api/azureopenai/models/list',
  },
  {
    path: ['capabilities', 'chat_completion'],
    notChat: [false],
    source: 'https://learn.microsoft.com/en-us/rest/api/azureopenai/models/list',
  },
  {
    path: ['supports_chat'],
    chat: [true],
    notChat: [false],
    source: 'https://docs.fireworks.ai/api-reference/list-models',
  },
  {
    // Together's base models. Vercel's gateway calls its chat models this, and names their owner.
    path: ['type'],
    notChat: ['language'],
    without: 'owned_by',
    source: 'https://docs.together.ai/reference/models-1',
  },
  {
    path: ['type'],
    chat: ['chat', 'language'],
    notChat: OTHER_TYPES,
    source: 'https://vercel.com/docs/ai-gateway/models-and-providers',
  },
  {
    path: ['model_type'],
    chat: ['chat'],
    notChat: OTHER_TYPES,
    source: 'https://novita.ai/docs/api-reference/model-apis-llm-list-models',
  },
  {
    path: ['architecture', 'output_modalities'],
    mustContain: 'text',
    source: 'https://openrouter.ai/docs/api-reference/list-available-models',
  },
  {
    path: ['output_modalities'],
    mustContain: 'text',
    source: 'https://novita.ai/docs/api-reference/model-apis-llm-list-models',
  },
];

/**
 * Words between the separators of an ID that only other kinds of models have. For lists that say
 * nothing but names: OpenAI's, Ollama's, Groq's, vLLM's.
 */
export const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  // https://platform.openai.com/docs/models, https://ollama.com/search?c=embedding
  embeddings: [
    ...['embed', 'embedding', 'embeddings', 'embedder', 'embeddinggemma', 'bge', 'gte', 'minilm'],
    ...['e5', 'similarity', 'bert'],
  ],
  reranking: ['rerank', 'reranker', 'ranker'],
  // https://console.groq.com/docs/models
  speech: [
    ...['whisper', 'tts', 'asr', 'stt', 'transcribe', 'transcription', 'diarize', 'audio', 'voice'],
    ...['orpheus', 'cosyvoice', 'sensevoice', 'paraformer', 'parakeet', 'lyria', 'speech'],
  ],
  realtime: ['realtime', 'live'],
  pictures: [
    ...['image', 'images', 'dall', 'imagen', 'imagine', 'flux', 'sdxl', 'diffusion', 'kolors'],
    ...['sora', 'veo', 'video', 't2v', 'i2v', 't2i', 'ocr'],
  ],
  // https://platform.openai.com/docs/guides/moderation, https://console.groq.com/docs/model/llama-guard
  moderation: ['moderation', 'guard', 'safeguard', 'shieldgemma', 'shield'],
  // https://platform.openai.com/docs/models/computer-use-preview: Responses API only.
  agents: ['aqa', 'computer'],
};

/** IDs as OpenAI and Azure write them, whose models only work with an endpoint other than chat. */
export const OTHER_IDS: readonly { id: RegExp; source: string }[] = [
  {
    // Legacy completions.
    id: /^(?:text-|code-)?(?:davinci|curie|babbage|ada)(?:-|$)/,
    source: 'https://platform.openai.com/docs/deprecations',
  },
  {
    id: /^gpt-3[.]?5-turbo-instruct/,
    source: 'https://platform.openai.com/docs/models/gpt-3.5-turbo-instruct',
  },
  {
    // Responses API only. Gateways serve the same models under a prefix, and translate.
    id: /^(?:o\d|gpt-[\d.]{1,4})-pro(?:-|$)/,
    source: 'https://platform.openai.com/docs/models/o1-pro',
  },
  {
    id: /^(?:gpt-[\d.]{1,4}-)?codex(?:-|$)/,
    source: 'https://platform.openai.com/docs/models/gpt-5-codex',
  },
  {
    id: /^o\d(?:-mini)?-deep-research/,
    source: 'https://platform.openai.com/docs/models/o3-deep-research',
  },
];
