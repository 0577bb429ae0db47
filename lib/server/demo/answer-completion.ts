import 'server-only';
import type { DemoTools } from './demo-tools.ts';
import { countTokens, messageMembers, type PlannedReply, replySteps } from './reply-steps.ts';
import {
  type CompletionIdentity,
  createCompletionWriter,
  encodeCompletion,
  type TokenCounts,
} from './stream/completion-bytes.ts';
import type { CompletionRequest } from './stream/completion-request.ts';
import { createWireId, openaiHeaders } from './stream/openai-headers.ts';
import { createPacedStream, type StreamStep } from './stream/paced-stream.ts';
import { estimateTokens } from './stream/split-tokens.ts';

const TOKENS_PER_MESSAGE = 4;
const TOKENS_PER_REPLY = 3;
const MAX_PADDING_LENGTH = 16;

/** Answers a chat completion with a reply, streamed or as one document, at the pace of a real model. */
export async function answerCompletion(
  request: CompletionRequest,
  reply: PlannedReply,
  { tools, signal }: { tools: DemoTools; signal: AbortSignal },
): Promise<Response> {
  const { pace, random, now } = tools;
  const identity = identify(request.model, { random, now });
  const counts = { prompt: promptTokensOf(request), ...countTokens(reply) };
  const processingMs = pace.firstTokenMs();
  const headersFor = (contentType: string, ms: number) =>
    openaiHeaders({
      contentType,
      requestId: createWireId('req_', random),
      processingMs: ms,
      promptTokens: counts.prompt,
    });

  if (request.stream) {
    await tools.wait(processingMs, signal);
    const steps = streamSteps(request, reply, { identity, counts, tools });
    const body = createPacedStream(steps, { signal, wait: tools.wait });
    return new Response(body, {
      headers: headersFor('text/event-stream; charset=utf-8', processingMs),
    });
  }
  const totalMs = processingMs + counts.completion * pace.tokenMs();
  await tools.wait(totalMs, signal);
  const steps = documentSteps(reply, { identity, counts });
  const body = createPacedStream(steps, { signal, wait: tools.wait });
  return new Response(body, { headers: headersFor('application/json', totalMs) });
}

function streamSteps(
  request: CompletionRequest,
  reply: PlannedReply,
  {
    identity,
    counts,
    tools,
  }: { identity: CompletionIdentity; counts: TokenCounts; tools: DemoTools },
): Generator<StreamStep, void> {
  const { includeUsage, includeObfuscation } = request;
  const writer = createCompletionWriter(identity, {
    includeUsage,
    obfuscation: () => (includeObfuscation ? padding(tools.random) : undefined),
  });
  const usageEvent = includeUsage ? writer.usage(counts) : null;
  return replySteps(reply, { writer, pace: tools.pace, usageEvent });
}

/** The steps of a reply sent as one document; a broken reply breaks off in the middle of the JSON. */
function* documentSteps(
  reply: PlannedReply,
  { identity, counts }: { identity: CompletionIdentity; counts: TokenCounts },
): Generator<StreamStep, void> {
  const { thinking = null, text, refusal, ending } = reply;
  const finish = ending.type === 'complete' ? ending.finish : 'stop';
  const members = messageMembers(reply);
  const json = encodeCompletion(identity, { thinking, text, refusal, members, finish }, counts);
  if (ending.type === 'complete') {
    yield { type: 'send', afterMs: 0, text: json };
    return;
  }
  yield { type: 'send', afterMs: 0, text: json.slice(0, json.length / 2) };
  const end = ending.type === 'trickle' ? 'stall' : ending.end;
  if (end !== 'close') yield { type: end };
}

function identify(
  model: string,
  { random, now }: Pick<DemoTools, 'random' | 'now'>,
): CompletionIdentity {
  return {
    id: createWireId('chatcmpl-', random),
    created: Math.floor(now() / 1000),
    model,
    systemFingerprint: 'fp_starlight_demo',
  };
}

function promptTokensOf({ messages }: CompletionRequest): number {
  return messages.reduce(
    (sum, { text }) => sum + estimateTokens(text) + TOKENS_PER_MESSAGE,
    TOKENS_PER_REPLY,
  );
}

/** OpenAI pads each event to hide token lengths (`include_obfuscation`). */
function padding(random: () => number): string {
  const length = 1 + Math.floor(random() * MAX_PADDING_LENGTH);
  return Array.from({ length }, () => Math.floor(random() * 36).toString(36)).join('');
}
