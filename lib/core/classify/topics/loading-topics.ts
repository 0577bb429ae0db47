import type { Topic } from './topic.ts';
import { LOADING, MEMORY, MODEL } from './words.ts';

/** The server cannot load or run the model. Before capacity, whose words are alike. */
export const LOADING_TOPICS: readonly Topic[] = [
  {
    id: 'model.loading',
    kind: 'overloaded',
    reason: 'model_loading',
    all: [MODEL, /\b(?:currently|still|being|is) load(?:ing|ed)\b|\bloading model\b|正在加载/],
    none: [/\b(?:fail(?:ed)?|error|unable|cannot|not)\b/],
    source:
      'Hugging Face (is currently loading) ; https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  },
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
    source: 'LM Studio: Model loading was stopped due to insufficient system resources',
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
  {
    id: 'model.not_running',
    kind: 'model_unavailable',
    all: [
      /\b(?:endpoint|deployment|instance|model)\b/,
      /\b(?:not (?:running|started)|unloaded|paused|scaled to zero|stopped)\b/,
    ],
    source: 'Together (dedicated endpoint), LM Studio (Model is unloaded)',
  },
];
