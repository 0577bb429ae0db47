import 'server-only';
import * as z from 'zod/mini';
import { hasOnlyLocalRefs } from './has-only-local-refs.ts';

export const MAX_TOOLS = 1000;

// OpenAI accepts letters, digits, `_` and `-`; other servers use names with dots and slashes.
export const toolName = z.string().check(z.regex(/^[\w.:/-]{1,128}$/));
export const toolSchema = z.record(z.string(), z.unknown()).check(z.refine(hasOnlyLocalRefs));

const grammar = z.strictObject({
  type: z.literal('grammar'),
  grammar: z.strictObject({ definition: z.string(), syntax: z.enum(['lark', 'regex']) }),
});

/** Tools that the client runs itself. Tools the upstream would run and bill are refused. */
export const requestTools = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({
          name: toolName,
          description: z.optional(z.string()),
          parameters: z.optional(toolSchema),
          strict: z.optional(z.boolean()),
        }),
      }),
      z.strictObject({
        type: z.literal('custom'),
        custom: z.strictObject({
          name: toolName,
          description: z.optional(z.string()),
          format: z.optional(
            z.discriminatedUnion('type', [z.strictObject({ type: z.literal('text') }), grammar]),
          ),
        }),
      }),
    ]),
  )
  .check(z.maxLength(MAX_TOOLS));

const namedTool = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: toolName }) }),
  z.strictObject({ type: z.literal('custom'), custom: z.strictObject({ name: toolName }) }),
]);

export const requestToolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.discriminatedUnion('type', [
    ...namedTool.def.options,
    z.strictObject({
      type: z.literal('allowed_tools'),
      allowed_tools: z.strictObject({
        mode: z.enum(['auto', 'required']),
        tools: z.array(namedTool).check(z.maxLength(MAX_TOOLS)),
      }),
    }),
  ]),
]);

export const requestFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: toolName,
      description: z.optional(z.string()),
      schema: z.optional(toolSchema),
      strict: z.optional(z.boolean()),
    }),
  }),
]);
