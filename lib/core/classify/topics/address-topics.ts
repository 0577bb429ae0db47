import type { Topic } from './topic.ts';
import { MODEL, RETIRED, ROUTE } from './words.ts';

/** The address is wrong, or nothing is there. */
export const ADDRESS_TOPICS: readonly Topic[] = [
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
    all: [/\bmethod (?:post )?not allowed\b|\bmethod is not allowed\b|\bnot allowed method\b/],
    source: 'RFC 9110, 15.5.6; Django REST framework',
  },
  {
    id: 'request.route',
    kind: 'wrong_url',
    isGeneral: true,
    all: [
      ROUTE,
      /\b(?:not (?:be )?found|invalid|unknown|no|does not exist|doesnt exist|unexpected|unrecognized|unhandled|cannot|matched|unsupported|wrong)\b|不存在|错误|не найден|не существует/,
    ],
    none: [
      /\b(?:mandatory|reasoning)\b/,
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
    id: 'request.retired',
    kind: 'wrong_url',
    all: [/\b(?:api|host|base url|endpoint|route)\b|接口/, RETIRED],
    none: [MODEL],
    when: (status) => status === 404 || status === 410,
    source: 'Cohere (Generate API was removed), Zhipu (1221)',
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
];
