import type { ApiDialect } from '#lib/core/models/choose-dialect.ts';
import { DONE, delta, event, finish, reply, roleEvent } from '../../support/completion-events.ts';
import {
  CREATED,
  ended,
  message,
  responseEvents,
  textDelta,
} from '../../support/response-events.ts';

/** How an upstream writes a streamed reply in one of its APIs. */
export type ReplyWire = {
  dialect: ApiDialect;
  /** Where requests arrive. */
  path: string;
  /** The first event, before any text. */
  begin: () => string;
  delta: (text: string) => string;
  /** The same in as few bytes as servers send. */
  shortDelta: (text: string) => string;
  /** The event after which a reply is complete. */
  finish: () => string;
  /** What comes after that; only Chat Completions has it. */
  done: string;
  /** A complete reply, in these pieces. */
  reply: (...texts: string[]) => string;
  /** An event in place of the rest of a reply that failed. */
  error: (error: Readonly<Record<string, unknown>>) => string;
  /** A member that every event has. */
  member: string;
};

const CHAT: ReplyWire = {
  dialect: 'chat',
  path: '/v1/chat/completions',
  begin: roleEvent,
  delta,
  shortDelta: (text) => `data: {"choices":[{"delta":{"content":${JSON.stringify(text)}}}]}\n\n`,
  finish,
  done: DONE,
  reply,
  error: (error) => event({ error }),
  member: '"choices"',
};

const RESPONSES: ReplyWire = {
  dialect: 'responses',
  path: '/v1/responses',
  begin: () => responseEvents(CREATED),
  delta: (text) => responseEvents(textDelta(text)),
  shortDelta: (text) =>
    `data: {"type":"response.output_text.delta","delta":${JSON.stringify(text)}}\n\n`,
  finish: () => responseEvents(ended({ output: [] })),
  done: '',
  reply: (...texts) =>
    responseEvents(
      CREATED,
      ...texts.map((text) => textDelta(text)),
      ended({ output: [message(texts.join(''))] }),
    ),
  error: (error) => responseEvents({ ...error, type: 'error' }),
  member: '"type"',
};

export const REPLY_WIRES: Readonly<Record<ApiDialect, ReplyWire>> = {
  chat: CHAT,
  responses: RESPONSES,
};
