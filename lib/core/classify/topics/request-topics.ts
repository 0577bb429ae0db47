import { isAboutRequest, type Topic } from './topic.ts';
import { FORM, IMAGE, MALFORMED, MODEL, PARAMETER, UNSUPPORTED } from './words.ts';

/** A bad image. */
export const IMAGE_TOPICS: readonly Topic[] = [
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
];

/** The order of the messages. Before what a model does not support, which shares its words. */
export const ROLE_TOPICS: readonly Topic[] = [
  {
    id: 'request.roles',
    kind: 'bad_request',
    reason: 'roles',
    all: [
      /\broles?\b|\b(?:user|assistant|system)(?: (?:or|and))? (?:user|assistant)\b/,
      /\b(?:alternat(?:e|ing)|interleave|successive|consecutive|last|first|expected|unexpected|must|order|conversation)\b/,
    ],
    when: isAboutRequest,
    source: 'Perplexity, Mistral, vLLM',
  },
];

/** The form of the request. */
export const FORM_TOPICS: readonly Topic[] = [
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
    isGeneral: true,
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
    id: 'request.required_field',
    kind: 'bad_request',
    all: [/\bfield\b/, /\brequired\b/],
    source: 'new-api (field messages is required, with a 500)',
  },
  {
    id: 'request.form',
    kind: 'bad_request',
    isGeneral: true,
    all: [FORM, MALFORMED],
    none: [/\b(?:internal|api key|access|permission)\b/],
    when: (status) => isAboutRequest(status) && (status === undefined || status < 500),
    source: 'tests/fixtures/dialects, most providers',
  },
];
