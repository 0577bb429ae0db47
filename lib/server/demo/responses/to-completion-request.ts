import 'server-only';
import * as z from 'zod/mini';
import { parseJson } from '#lib/core/json/parse-json.ts';

const partSchema = z.looseObject({
  type: z.string(),
  text: z.optional(z.string()),
  image_url: z.nullish(z.string()),
});

const bodySchema = z.looseObject({
  model: z.string(),
  input: z.union([
    z.string(),
    z
      .array(
        z.looseObject({
          role: z.optional(z.string()),
          content: z.optional(z.union([z.string(), z.array(partSchema)])),
        }),
      )
      .check(z.minLength(1)),
  ]),
  instructions: z.nullish(z.string()),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(z.looseObject({ include_obfuscation: z.optional(z.boolean()) })),
  max_output_tokens: z.nullish(z.int().check(z.minimum(16))),
});

type ResponsesRequest = z.infer<typeof bodySchema>;

/** The same request for Chat Completions, or the parameter that OpenAI would refuse (null: not JSON). */
type Translated =
  | { ok: true; body: string; request: { model: string; stream: boolean; settings: object } }
  | { ok: false; parameter: string | null };

/** Translates a body of `POST /responses` (API reference, "Create a response"). Never throws. */
export function toCompletionRequest(body: string): Translated {
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) {
    const [step] = parsed.error.issues[0]?.path ?? [];
    return { ok: false, parameter: step === undefined ? null : String(step) };
  }
  const { model, input, instructions, stream, stream_options, max_output_tokens } = parsed.data;
  const asked = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  const system = instructions ? [{ role: 'system', content: instructions }] : [];
  const completion = {
    model,
    messages: [...system, ...asked.flatMap(toMessage)],
    stream: stream ?? false,
    stream_options: { ...stream_options, include_usage: true },
    ...(max_output_tokens && { max_completion_tokens: max_output_tokens }),
  };
  return {
    ok: true,
    body: JSON.stringify(completion),
    request: { model, stream: stream ?? false, settings: settingsOf(parsed.data) },
  };
}

/** What a response repeats of its request. */
function settingsOf(request: ResponsesRequest): object {
  const { instructions, max_output_tokens } = request;
  const { store, temperature, top_p, truncation, reasoning, tools } = request;
  return {
    instructions: instructions ?? null,
    max_output_tokens: max_output_tokens ?? null,
    store: store ?? true,
    temperature: temperature ?? 1,
    top_p: top_p ?? 1,
    truncation: truncation ?? 'disabled',
    reasoning: reasoning ?? { effort: null, summary: null },
    tools: tools ?? [],
  };
}

type InputItem = Exclude<ResponsesRequest['input'], string>[number];

/** Items without a role (earlier reasoning, calls of tools) say nothing to the simulated model. */
function toMessage({ role, content = '' }: InputItem): object[] {
  if (role === undefined) return [];
  if (typeof content === 'string') return [{ role, content }];
  const parts = content.map(({ type, text = '', image_url }) =>
    type === 'input_image' && image_url
      ? { type: 'image_url', image_url: { url: image_url } }
      : { type: 'text', text },
  );
  return [{ role, content: parts }];
}
