import 'server-only';
import { createHash } from 'node:crypto';
import type { SimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { answerCompletion } from './answer-completion.ts';
import type { DemoTools } from './demo-tools.ts';
import { retryWorkedReply } from './replies/simulation-replies.ts';
import { completeReply } from './reply-steps.ts';
import { replyTo, simulationAskedFor } from './reply-to.ts';
import { type AskedTurn, attemptOf } from './simulation/attempt.ts';
import {
  encodeOpenaiError,
  fetchFailed,
  refusedResponse,
  retryAfterMsOf,
  withRetryAfter,
} from './simulation/refused-response.ts';
import { type SimulatedFailure, simulatedFailureOf } from './simulation/simulated-failure.ts';
import { type CompletionRequest, parseCompletionRequest } from './stream/completion-request.ts';
import { createWireId, openaiHeaders } from './stream/openai-headers.ts';

type Call = { tools: DemoTools; signal: AbortSignal };

/** Answers `POST /v1/chat/completions`: a reply, or the failure that the last message asks for. */
export async function answerChat(
  body: string,
  clientRequestId: string | null,
  call: Call,
): Promise<Response> {
  const parsed = parseCompletionRequest(body);
  if (!parsed.ok) return refuseBody(parsed.parameter, call);
  const { request } = parsed;
  const command = simulationAskedFor(request.messages);
  if (!command) return answerWith(replyTo(request.messages), request, call);
  const asked: AskedTurn = {
    turn: clientRequestId ?? digestOf(request),
    model: request.model,
    messageCount: request.messages.length,
  };
  const failure = nextFailure(command, asked, call.tools);
  if (failure) return answerWithFailure(failure, request, call);
  const hasFailed = call.tools.memory.recall(asked.turn, command.kind, call.tools.now()) !== null;
  const text = hasFailed ? retryWorkedReply(command) : replyTo(request.messages);
  return answerWith(text, request, call);
}

function answerWith(text: string, request: CompletionRequest, call: Call): Promise<Response> {
  return answerCompletion(request, completeReply(text, request.maxTokens), call);
}

/** The failure of this attempt; null when the turn is to work, or the kind is not an upstream's. */
function nextFailure(
  command: SimulateCommand,
  asked: AskedTurn,
  { memory, now }: DemoTools,
): SimulatedFailure | null {
  const failure = simulatedFailureOf(command.kind);
  if (!failure) return null;
  const headers = failure.type === 'response' ? new Headers(failure.headers) : new Headers();
  const usualWaitMs = retryAfterMsOf(headers);
  const attempt = attemptOf(command, asked, { memory, now: now(), usualWaitMs });
  if (!attempt.fails) return null;
  if (failure.type !== 'response' || attempt.retryAfterMs === null) return failure;
  const told = withRetryAfter({ headers, body: failure.body }, attempt.retryAfterMs);
  return { ...failure, headers: Object.fromEntries(told.headers), body: told.body };
}

async function answerWithFailure(
  failure: SimulatedFailure,
  request: CompletionRequest,
  call: Call,
): Promise<Response> {
  if (failure.type === 'reply') return answerCompletion(request, failure.reply, call);
  const { pace, random, wait } = call.tools;
  await wait(pace.refusalMs(), call.signal);
  if (failure.type === 'connection') throw fetchFailed(failure.code);
  const headers = new Headers(failure.headers);
  // A request id of its own for each, as support would need it.
  if (headers.has('x-request-id')) headers.set('x-request-id', createWireId('req_', random));
  return refusedResponse(failure.status, headers, failure.body);
}

async function refuseBody(parameter: string | null, { tools, signal }: Call): Promise<Response> {
  const processingMs = tools.pace.refusalMs();
  await tools.wait(processingMs, signal);
  const message =
    parameter === null
      ? 'We could not parse the JSON body of your request.'
      : `Invalid value for '${parameter}'.`;
  const headers = openaiHeaders({
    contentType: 'application/json',
    requestId: createWireId('req_', tools.random),
    processingMs,
  });
  return refusedResponse(400, headers, encodeOpenaiError({ message, param: parameter }));
}

/** Stands for the turn where the caller gave it no id: the same conversation is the same turn. */
function digestOf({ messages }: CompletionRequest): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('base64url');
}
