import 'server-only';
import { answerChat } from './answer-chat.ts';
import type { DemoTools } from './demo-tools.ts';
import { answerResponse } from './responses/answer-response.ts';
import { encodeOpenaiError, textResponse } from './simulation/error-response.ts';
import { createSimulationMemory, type SimulationMemory } from './simulation/simulation-memory.ts';
import { createWireId, openaiHeaders } from './stream/openai-headers.ts';
import { createPace, type PaceName, type Wait, waitByTimer } from './stream/pace.ts';

const MODELS = ['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-4.1', 'gpt-4.1-mini'];
const MODELS_CREATED = 1_767_225_600;
const CHAT_PATH = /\/chat\/completions$/;
const RESPONSES_PATH = /\/responses$/;
const MODELS_PATH = /\/models(?:\/([^/]+))?$/;

export type DemoFetchOptions = {
  pace?: PaceName | undefined;
  /** From 0 to 1. */
  random?: (() => number) | undefined;
  /** Milliseconds since the epoch. */
  now?: (() => number) | undefined;
  wait?: Wait | undefined;
  /** Pass the same one to every `fetch` of a process, so that retries are recognized. */
  memory?: SimulationMemory | undefined;
  /** The models `GET /models` lists. Chat accepts any model. */
  models?: readonly string[] | undefined;
};

/**
 * Creates a `fetch` that simulates OpenAI's API and a model behind it (API reference, "Chat
 * Completions", "Responses" and "Models"). It opens no connection and needs no key; the host does not matter.
 *
 * If the last message is `/simulate <kind> [seconds]`, the request fails that way. Sent again with the
 * same `X-Client-Request-Id` after the wait, it succeeds, for kinds that a retry can help. Like the real
 * `fetch`, it rejects with the signal's reason on abort, and with a `TypeError` whose cause has a `code`
 * for a simulated connection failure.
 */
export function createDemoFetch(options: DemoFetchOptions = {}): typeof fetch {
  const random = options.random ?? Math.random;
  const wait = options.wait ?? waitByTimer;
  const tools: DemoTools = {
    pace: createPace(options.pace ?? 'believable', random),
    random,
    now: options.now ?? Date.now,
    wait: async (ms, signal) => {
      signal.throwIfAborted();
      if (ms > 0) await wait(ms, signal);
    },
    memory: options.memory ?? createSimulationMemory(),
    models: options.models ?? MODELS,
  };

  return async (input, init) => {
    // Not the signal of a `Request` created here: undici holds its source only by a weak reference.
    const callerSignal = init?.signal ?? (input instanceof Request ? input.signal : null);
    const signal = callerSignal ?? new AbortController().signal;
    signal.throwIfAborted();
    const request = new Request(input, { ...init, signal: null });
    return answer(request, { tools, signal });
  };
}

async function answer(
  request: Request,
  call: { tools: DemoTools; signal: AbortSignal },
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { method } = request;
  const isResponses = RESPONSES_PATH.test(pathname);
  if (isResponses || CHAT_PATH.test(pathname)) {
    if (method !== 'POST')
      return refuse(call.tools, 405, `Not allowed to ${method} on ${pathname}.`);
    const answerIn = isResponses ? answerResponse : answerChat;
    return answerIn(await request.text(), request.headers.get('x-client-request-id'), call);
  }
  const models = MODELS_PATH.exec(pathname);
  if (!models) return refuse(call.tools, 404, `Invalid URL (${method} ${pathname})`);
  if (method !== 'GET') return refuse(call.tools, 405, `Not allowed to ${method} on ${pathname}.`);
  await call.tools.wait(call.tools.pace.refusalMs(), call.signal);
  return answerModels(models[1], call.tools);
}

function answerModels(id: string | undefined, tools: DemoTools): Response {
  if (id === undefined)
    return json(tools, { object: 'list', data: tools.models.map(describeModel) });
  const found = tools.models.find((model) => id === model || id === encodeURIComponent(model));
  if (found !== undefined) return json(tools, describeModel(found));
  const message = `The model '${id}' does not exist`;
  return refuse(tools, 404, message, { param: 'model', code: 'model_not_found' });
}

function describeModel(id: string): object {
  return { id, object: 'model', created: MODELS_CREATED, owned_by: 'system' };
}

function json(tools: DemoTools, value: object): Response {
  return textResponse(200, plainHeaders(tools), `${JSON.stringify(value, null, 2)}\n`);
}

function refuse(
  tools: DemoTools,
  status: number,
  message: string,
  details: { param?: string; code?: string } = {},
): Response {
  return textResponse(status, plainHeaders(tools), encodeOpenaiError({ message, ...details }));
}

function plainHeaders({ random }: DemoTools): Headers {
  const requestId = createWireId('req_', random);
  return openaiHeaders({ contentType: 'application/json', requestId, processingMs: 12 });
}
