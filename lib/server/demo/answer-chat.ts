import 'server-only';
import { createHash } from 'node:crypto';
import type { SimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { answerCompletion } from './answer-completion.ts';
import type { DemoTools } from './demo-tools.ts';
import { retryWorkedReply } from './replies/simulation-replies.ts';
import { callingReply, completeReply } from './reply-steps.ts';
import { replyTo, requestedSimulation } from './reply-to.ts';
import { requestedCall } from './samples/call-function.ts';
import { searchFor } from './samples/search-the-web.ts';
import { thinkAloud } from './samples/think-aloud.ts';
import { attemptOf, type SimulatedTurn } from './simulation/attempt.ts';
import {
  encodeOpenaiError,
  fetchFailed,
  retryAfterMsOf,
  textResponse,
  withRetryAfter,
} from './simulation/error-response.ts';
import { type SimulatedFailure, simulatedFailureOf } from './simulation/simulated-failure.ts';
import { type CompletionRequest, parseCompletionRequest } from './stream/completion-request.ts';
import { createWireId, openaiHeaders } from './stream/openai-headers.ts';

type Call = { tools: DemoTools; signal: AbortSignal };

/** Answers `POST /v1/chat/completions` with a reply, or with the failure the last message requests. */
export async function answerChat(
  body: string,
  clientRequestId: string | null,
  call: Call,
): Promise<Response> {
  const parsed = parseCompletionRequest(body);
  if (!parsed.ok) return refuseBody(parsed.parameter, call);
  const { request } = parsed;
  const command = requestedSimulation(request.messages);
  if (!command) {
    const search = request.webSearch ? searchFor(request.messages) : null;
    return answerWith(replyTo(request.messages, search?.found), request, call, search?.query);
  }
  const simulatedTurn: SimulatedTurn = {
    turn: clientRequestId ?? digestOf(request),
    model: request.model,
    messageCount: request.messages.length,
  };
  const failure = nextFailure(command, simulatedTurn, call.tools);
  if (failure) return answerWithFailure(failure, request, call);
  const hasFailed =
    call.tools.memory.recall(simulatedTurn.turn, command.kind, call.tools.now()) !== null;
  const text = hasFailed ? retryWorkedReply(command) : replyTo(request.messages);
  return answerWith(text, request, call);
}

function answerWith(
  text: string,
  request: CompletionRequest,
  call: Call,
  query: string | null = null,
): Promise<Response> {
  const requested = requestedCall(request.messages);
  if (requested) return answerCompletion(request, callingReply(requested), call);
  const thinking = thinkAloud(request.messages);
  const reply = completeReply({ thinking, text }, request.maxTokens);
  return answerCompletion(request, { ...reply, query }, call);
}

/** The failure of this attempt; null if the turn succeeds or no upstream produces this kind. */
function nextFailure(
  command: SimulateCommand,
  simulatedTurn: SimulatedTurn,
  { memory, now }: DemoTools,
): SimulatedFailure | null {
  const failure = simulatedFailureOf(command.kind);
  if (!failure) return null;
  const headers = failure.type === 'response' ? new Headers(failure.headers) : new Headers();
  const usualWaitMs = retryAfterMsOf(headers);
  const attempt = attemptOf(command, simulatedTurn, { memory, now: now(), usualWaitMs });
  if (!attempt.fails) return null;
  if (failure.type !== 'response' || attempt.retryAfterMs === null) return failure;
  const withWait = withRetryAfter({ headers, body: failure.body }, attempt.retryAfterMs);
  return { ...failure, headers: Object.fromEntries(withWait.headers), body: withWait.body };
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
  // Each failure gets its own request id, as with a real upstream.
  if (headers.has('x-request-id')) headers.set('x-request-id', createWireId('req_', random));
  return textResponse(failure.status, headers, failure.body);
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
  return textResponse(400, headers, encodeOpenaiError({ message, param: parameter }));
}

/** A turn id for callers that send none: the same conversation is the same turn. */
function digestOf({ messages }: CompletionRequest): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('base64url');
}
