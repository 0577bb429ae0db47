import { isServerSide, type Topic } from './topic.ts';
import { CAPACITY } from './words.ts';

/** The provider's own trouble. */
export const SERVER_TOPICS: readonly Topic[] = [
  {
    id: 'server.timeout',
    kind: 'gateway_timeout',
    isGeneral: true,
    all: [
      /\b(?:timed ?out|time ?out|timeout|deadline exceeded|took too long|gateway timeout)\b|超时|тайм ?аут|타임아웃|タイムアウト/,
    ],
    none: [/\b(?:download|image)\b/],
    // A 408 says that this end was too slow.
    when: (status) => isServerSide(status) && status !== 408,
    source: 'Google (DEADLINE_EXCEEDED), nginx, LiteLLM',
  },
  {
    id: 'server.gateway',
    kind: 'bad_gateway',
    isGeneral: true,
    all: [
      /\b(?:bad gateway|upstream (?:connect error|error|request failed|unavailable)|failed to get response from provider|connection (?:refused|reset|error)|connect error|no healthy upstream|fetch failed|econnrefused|econnreset|socket hang up|invalid response from)\b/,
    ],
    none: [/^connect econn/],
    when: isServerSide,
    source: 'Cloudflare AI Gateway, Envoy, LiteLLM',
  },
  {
    id: 'server.busy',
    kind: 'overloaded',
    isGeneral: true,
    all: [CAPACITY],
    when: (status) =>
      status === undefined || status === 503 || status === 529 || status === 429 || status === 498,
    source: 'RFC 9110, 15.6.4',
  },
  {
    id: 'server.error',
    kind: 'server_error',
    isGeneral: true,
    all: [
      /\b(?:internal(?: server)?(?: error)?|server error|server had an error|engine ?(?:core|dead)?|exception|traceback|crash(?:ed)?|unexpected error|something went wrong|unknown error|an error occurred|backend|stack trace|unhandled|cuda error|cuda driver|produced (?:invalid|malformed)|model error)\b|内部错误|服务器错误|系统错误|服务异常|未知错误|внутренн|ошибка сервера|内部エラー|サーバーエラー|내부 오류|서버 오류/,
    ],
    when: isServerSide,
    source: 'tests/fixtures/dialects, most providers',
  },
];
