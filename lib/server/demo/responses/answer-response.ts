import 'server-only';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { answerChat, refuseBody } from '../answer-chat.ts';
import type { DemoTools } from '../demo-tools.ts';
import { createWireId } from '../stream/openai-headers.ts';
import { createResponseWriter, type ResponseWriter } from './response-bytes.ts';
import { toCompletionRequest } from './to-completion-request.ts';

type Call = { tools: DemoTools; signal: AbortSignal };

/**
 * Answers `POST /v1/responses`. There is one simulated model: the request is translated for Chat
 * Completions, and the answer back, at the pace at which it arrives. Refusals are the same in both APIs, and
 * so is what breaks a reply off.
 */
export async function answerResponse(
  body: string,
  clientRequestId: string | null,
  call: Call,
): Promise<Response> {
  const translated = toCompletionRequest(body);
  if (!translated.ok) return refuseBody(translated.parameter, call);
  const { model, stream, settings } = translated.request;
  const answer = await answerChat(translated.body, clientRequestId, call);
  if (!answer.ok || !answer.body) return answer;
  const createId = (prefix: string) => createWireId(prefix, call.tools.random);
  const writer = createResponseWriter({ model, settings, createId });
  const translate = stream ? eventTranslator(writer) : documentTranslator(writer);
  const { status, headers } = answer;
  return new Response(answer.body.pipeThrough(translate), { status, headers });
}

/** Translates event by event; what is no event of a completion is passed on as it is. */
function eventTranslator(writer: ResponseWriter) {
  return textTranslator({
    take: (text) =>
      text
        .split(/(?<=\n\n)/)
        .map((event) => translateEvent(event, writer))
        .join(''),
    end: () => '',
  });
}

function translateEvent(event: string, writer: ResponseWriter): string {
  if (!event.startsWith('data: ') || !event.endsWith('\n\n')) return event;
  const data = event.slice('data: '.length).trimEnd();
  if (data === '[DONE]') return writer.end();
  const chunk = parseJson(data);
  return chunk === undefined ? event : writer.take(chunk);
}

/** Translates the whole document once it has arrived; half of one is passed on as it is. */
function documentTranslator(writer: ResponseWriter) {
  let document = '';
  return textTranslator({
    take(text) {
      document += text;
      return '';
    },
    end() {
      const completion = parseJson(document);
      if (completion === undefined) return document;
      writer.take(completion);
      writer.end();
      return `${JSON.stringify(writer.response(), null, 2)}\n`;
    },
  });
}

function textTranslator({ take, end }: { take: (text: string) => string; end: () => string }) {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      const text = take(decoder.decode(bytes, { stream: true }));
      if (text !== '') controller.enqueue(encoder.encode(text));
    },
    flush(controller) {
      const text = end();
      if (text !== '') controller.enqueue(encoder.encode(text));
    },
  });
}
