import { isNotAuthStatus, isServerStatus, type Topic } from './topic.ts';
import {
  FORM,
  IMAGE,
  LENGTH,
  MALFORMED,
  MODEL,
  OUTPUT_LIMIT,
  PARAMETER,
  ROUTE,
  TOO_LONG,
  UNSUPPORTED,
} from './words.ts';

const isSize = (status: number | undefined) =>
  status === undefined || (status >= 400 && status !== 401 && status !== 403 && status !== 429);

/** How much was sent or asked for. */
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
    when: isSize,
    source: 'https://github.com/vllm-project/vllm/issues/4667',
  },
  {
    id: 'size.context',
    kind: 'context_too_long',
    all: [
      /\b(?:context|prompt|text|input|inputs|sequence|conversation|messages|history|seq len|prefill)\b|上下文|输入|контекст|コンテキスト|컨텍스트/,
      LENGTH,
      TOO_LONG,
    ],
    none: [
      /\b(?:per min|per minute|tpm|rate|bytes|mb|megabytes|at most \d{1,3} images?|pixels?|image size|string|array|items|entries)\b/,
    ],
    when: isSize,
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
    none: [/\b(?:unsupported parameter|not supported|unsupported|instead|per minute|at least)\b/],
    when: isSize,
    source: 'OpenAI (max_tokens is too large), Anthropic, DeepSeek, DashScope, Together',
  },
  {
    id: 'size.context_words',
    kind: 'context_too_long',
    all: [
      /\b(?:context ?length|context ?window|context ?size|max ?model ?len|maximum model length|maximum context|prompt (?:is )?too long|input (?:is )?too long|too many (?:input )?tokens|max ?input|(?:model )?token limit|tokens? limit exceeded)\b|上下文|超长|超过最大长度/,
    ],
    none: [/\b(?:per|rate|tpm|quota)\b/],
    when: isSize,
    source: 'as above',
  },
  {
    id: 'size.payload',
    kind: 'payload_too_large',
    all: [
      /\b(?:request|payload|body|entity|content|message size|total size)\b/,
      /\b(?:too large|too big|size limit|length limit|message size|bytes|megabytes|mb)\b/,
      /\b(?:large|big|exceed(?:s|ed)?|limit|maximum)\b/,
    ],
    none: [/\b(?:image|images|rate|tokens|requests per)\b/],
    when: isSize,
    source: 'nginx, FastAPI, Vercel',
  },
];

/** What is wrong with an image, the address or the form of a request. */
export const REQUEST_TOPICS: readonly Topic[] = [
  {
    id: 'request.image_download',
    kind: 'image_rejected',
    reason: 'download',
    all: [
      /\b(?:download(?:ing)?|fetch(?:ing)?|retriev(?:e|ing)|access the url|load the image)\b|下载/,
      /\b(?:fail(?:ed)?|timeout|error|unable|cannot|cant|could not|couldnt|invalid|while)\b|失败|超时/,
    ],
    none: [MODEL],
    when: (status) => status === undefined || status < 500,
    source: 'https://github.com/riverscuomo/cuomputer/issues/95',
  },
  {
    id: 'request.image',
    kind: 'image_rejected',
    all: [
      IMAGE,
      /\b(?:invalid|unsupported|corrupt(?:ed)?|too (?:large|small|big|many)|format|decode|process|parse|size|dimensions?|exceeds?|maximum|could not|unable|cannot|fail(?:ed)?|bad|not (?:a )?valid|truncated|empty|illegal|must)\b|格式|大小|无效|过大|解析|尺寸/,
    ],
    source: 'https://github.com/CosmosShadow/gptpdf/issues/6',
  },
  {
    id: 'request.https',
    kind: 'wrong_url',
    reason: 'https_required',
    all: [/\bplain http request was sent to https port\b/],
    source: 'https://github.com/fuergaosi233/wechat-chatgpt/issues/810',
  },
  {
    id: 'request.method',
    kind: 'wrong_url',
    reason: 'method',
    all: [/\bmethod not allowed\b|\bmethod is not allowed\b|\bnot allowed method\b/],
    source: 'RFC 9110, 15.5.6',
  },
  {
    id: 'request.route',
    kind: 'wrong_url',
    all: [
      ROUTE,
      /\b(?:not (?:be )?found|invalid|unknown|no|does not exist|doesnt exist|unexpected|unrecognized|unhandled|cannot|matched|unsupported|wrong)\b|不存在|错误|не найден|не существует/,
    ],
    none: [
      MODEL,
      /\b(?:authorization|image|api key|parameter|messages?|image url|response format|tool|field|data policy|no endpoints)\b/,
    ],
    when: (status) =>
      status === undefined ||
      status === 400 ||
      status === 404 ||
      status === 405 ||
      status === 410 ||
      status === 502,
    source: 'https://github.com/Chanzhaoyu/chatgpt-web/issues/737 ; Azure (Resource not found)',
  },
  {
    id: 'request.not_found',
    kind: 'wrong_url',
    all: [
      /^(?:404 ?)?(?:page |error |file )?not found$|^cannot (?:post|get) |^no route|^no matching (?:path|route)|^unknown request url|^invalid url/,
    ],
    when: (status) => status === undefined || status === 404 || status === 400,
    source: 'FastAPI, Express, nginx, Cloudflare',
  },
  {
    id: 'request.tools_with_reasoning',
    kind: 'unsupported_parameter',
    reason: 'tools_with_reasoning',
    all: [/\bfunction tools\b/, /\breasoning effort\b/],
    refines: ['unsupported_parameter', 'bad_request', 'model_wrong_endpoint'],
    source: 'OpenAI: Function tools with reasoning_effort are not supported',
  },
  {
    id: 'request.unknown_field',
    kind: 'bad_request',
    all: [
      /\b(?:unrecognized|unknown|unexpected) (?:request )?(?:arguments?|names?|fields?|json|key)\b/,
    ],
    source: 'OpenAI before codes, Google (Unknown name)',
  },
  {
    id: 'request.parameter',
    kind: 'unsupported_parameter',
    all: [PARAMETER, UNSUPPORTED],
    none: [/\b(?:image|images|vision|url|region|country|api key|role must|model not)\b/],
    when: (status) =>
      status === undefined ||
      (status >= 400 && status < 401) ||
      status === 404 ||
      status === 422 ||
      status >= 500 ||
      status === 403,
    source: 'https://github.com/griptape-ai/ComfyUI-Griptape/issues/312 ; LiteLLM ; Mistral',
  },
  {
    id: 'request.roles',
    kind: 'bad_request',
    reason: 'roles',
    all: [/\broles?\b/, /\b(?:alternat(?:e|ing)|last|first|expected|must|order|conversation)\b/],
    when: isSize,
    source: 'Perplexity, Mistral, vLLM',
  },
  {
    id: 'request.form',
    kind: 'bad_request',
    all: [FORM, MALFORMED],
    none: [/\b(?:internal|api key|access|permission)\b/],
    when: (status) => isSize(status) && (status === undefined || status < 500),
    source: 'every provider',
  },
];
void [isNotAuthStatus, isServerStatus];

/** Before all others: the words are those of models and APIs that are not enabled. */
export const ADDRESS_TOPICS: readonly Topic[] = [
  {
    id: 'server.database',
    kind: 'server_error',
    all: [
      /\b(?:database|redis|mysql|postgres|sqlite)\b|数据库|база данных|データベース|데이터베이스/,
      /\b(?:error|failed|failure|unavailable|inconsistent)\b|错|失败|ошибк|エラー|오류/,
    ],
    source: 'new-api',
  },
  {
    id: 'request.api_version',
    kind: 'wrong_url',
    reason: 'api_version',
    all: [
      /\bapi versions?\b/,
      /\b(?:not supported|unsupported|invalid|only|missing|required|enabled)\b/,
    ],
    none: [/\b(?:rate limit|token rate|exceeded|is not found for)\b/],
    source: 'https://github.com/hotovo/aider-desk/issues/460 (Azure)',
  },
];
