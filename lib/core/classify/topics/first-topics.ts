import type { Topic } from './topic.ts';

/** What many topics share their words with. */
export const FIRST_TOPICS: readonly Topic[] = [
  {
    id: 'request.tools_with_reasoning',
    kind: 'unsupported_parameter',
    reason: 'tools_with_reasoning',
    all: [/\bfunction tools\b/, /\breasoning effort\b/],
    refines: ['unsupported_parameter', 'bad_request', 'model_wrong_endpoint'],
    source: 'OpenAI: Function tools with reasoning_effort are not supported',
  },
  {
    id: 'server.database',
    kind: 'server_error',
    all: [
      /\b(?:database|redis|mysql|postgres|sqlite)\b|数据库|база данных|データベース|데이터베이스/,
      /\b(?:error|failed|failure|unavailable|inconsistent)\b|错|失败|ошибк|エラー|오류/,
    ],
    source: 'new-api (数据库查询出错), one-api',
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
