import type { Topic } from './topic.ts';
import { IMAGE, MODEL, RETIRED, UNSUPPORTED } from './words.ts';

/** A code that providers use for several causes. */
const UNDECIDED = ['model_not_found'] as const;

/** What the model does not take. Before the model itself, because that is named as well. */
export const FEATURE_TOPICS: readonly Topic[] = [
  {
    id: 'model.image_not_supported',
    kind: 'image_not_supported',
    all: [IMAGE, UNSUPPORTED],
    none: [
      /\b(?:format|mime|media type|size|resolution|download|url is (?:not|invalid)|base64|larger|too|uploaded|unsupported image url)\b|格式|大小/,
    ],
    refines: ['image_rejected', 'bad_request', 'model_not_found'],
    source: 'https://github.com/ggml-org/llama.cpp/issues/15377 ; OpenRouter (support image input)',
  },
  {
    id: 'model.text_only',
    kind: 'image_not_supported',
    all: [
      /\bnot (?:a |an )?(?:multimodal|vision|vlm)\b|\btext only\b|\bat most 0 images?\b|\bonly (?:accepts?|supports?|takes?|reads?) text\b|纯文本/,
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
    id: 'model.no_instruction',
    kind: 'unsupported_parameter',
    all: [
      /\b(?:developer|system) (?:instructions?|roles?|messages?|prompts?)\b/,
      /\bnot (?:enabled|supported|allowed)\b/,
    ],
    source: 'OpenRouter (Developer instruction is not enabled for models/gemma-…)',
  },
  {
    id: 'model.strange_value',
    kind: 'unsupported_parameter',
    all: [
      /\b(?:temperature|top ?p|top ?k|frequency ?penalty|presence ?penalty|logprobs|logit ?bias|reasoning ?effort|reasoning|max ?(?:completion ?)?tokens|stream ?options|parallel ?tool ?calls|response ?format|service ?tier|seed|enable ?thinking|thinking|verbosity|stop|store|prediction|web ?search ?options)\b/,
      /\b(?:only|unsupported|not (?:be )?(?:supported|allowed|permitted|accepted|compatible|available)|does not (?:support|accept)|doesnt support|cannot|cant|instead|deprecated|unknown|unrecognized|incompatible|extra|forbidden)\b|不支持|只能|必须/,
    ],
    none: [
      /\b(?:too large|at most|must be|less than|exceeds?|per minute|got|higher)\b/,
      /\b(?:schema|messages?|json|api key|tool call|reasoning content|in the history|function tools)\b/,
    ],
    source: 'Moonshot, OpenAI, vLLM, LiteLLM, Mistral',
  },
  {
    id: 'model.feature_retired',
    kind: 'unsupported_parameter',
    all: [/\b(?:search|feature|parameter|tool|option|field|setting)\b|参数/, RETIRED],
    none: [MODEL],
    source: 'xAI (Live search is deprecated)',
  },
];
