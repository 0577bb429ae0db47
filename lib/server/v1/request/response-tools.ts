import 'server-only';
import * as z from 'zod/mini';
import { MAX_TOOLS, toolName as name, toolSchema as schema } from './request-tools.ts';

const grammar = z.strictObject({
  type: z.literal('grammar'),
  definition: z.string(),
  syntax: z.enum(['lark', 'regex']),
});

/** Tools that the client runs itself. Tools the upstream would run and bill are refused. */
export const responseTools = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('function'),
        name,
        description: z.optional(z.string()),
        parameters: z.optional(schema),
        strict: z.optional(z.boolean()),
      }),
      z.strictObject({
        type: z.literal('custom'),
        name,
        description: z.optional(z.string()),
        format: z.optional(
          z.discriminatedUnion('type', [z.strictObject({ type: z.literal('text') }), grammar]),
        ),
      }),
    ]),
  )
  .check(z.maxLength(MAX_TOOLS));

const namedTool = z.strictObject({ type: z.enum(['function', 'custom']), name });

export const responseToolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.discriminatedUnion('type', [
    namedTool,
    z.strictObject({
      type: z.literal('allowed_tools'),
      mode: z.enum(['auto', 'required']),
      tools: z.array(namedTool).check(z.maxLength(MAX_TOOLS)),
    }),
  ]),
]);

/** The `text` of a request: the format of the reply, and how long it is. */
export const responseText = z.strictObject({
  format: z.optional(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        name,
        description: z.optional(z.string()),
        schema,
        strict: z.optional(z.boolean()),
      }),
    ]),
  ),
  verbosity: z.optional(z.enum(['low', 'medium', 'high'])),
});
