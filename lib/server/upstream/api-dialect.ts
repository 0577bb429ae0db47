import 'server-only';

/** Which of OpenAI's APIs an upstream is asked in: `POST /chat/completions` or `POST /responses`. */
export type ApiDialect = 'chat' | 'responses';
