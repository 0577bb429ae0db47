import * as z from 'zod/mini';

import { MAX_PICTURE_LENGTH, MAX_PICTURE_SIDE } from './diagram-limits.ts';
import { isHarmlessPicture } from './is-harmless-picture.ts';

const MAX_WORDS_LENGTH = 300;

const FRAME_FAILURES = [
  'syntax',
  'unknown_kind',
  'too_large',
  'picture_too_large',
  'not_drawn',
  'not_loaded',
] as const;

/** Why a diagram stays code; `too_slow` is what this side says of a frame that does not answer in time. */
export type DiagramFailure = (typeof FRAME_FAILURES)[number] | 'too_slow';

const sideSchema = z.number().check(z.positive(), z.maximum(MAX_PICTURE_SIDE));
const wordsSchema = z.string().check(z.maxLength(MAX_WORDS_LENGTH));
const idSchema = z.number();

/** What the frame that draws diagrams says (`lib/server/process/diagram-frame`). */
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('started'), id: idSchema }),
  z.object({ type: z.literal('failed'), id: idSchema, reason: z.enum(FRAME_FAILURES) }),
  z.object({
    type: z.literal('drawn'),
    id: idSchema,
    diagramType: z.string().check(z.maxLength(60)),
    /** In CSS pixels. */
    width: sideSchema,
    height: sideSchema,
    title: wordsSchema,
    description: wordsSchema,
    svg: z.string().check(z.maxLength(MAX_PICTURE_LENGTH), z.refine(isHarmlessPicture)),
  }),
]);

export type DiagramMessage = z.infer<typeof messageSchema>;
export type DrawnDiagram = Extract<DiagramMessage, { type: 'drawn' }>;

/** A message of the frame; null if it is none, or has more in it than a picture. */
export function readDiagramMessage(data: unknown): DiagramMessage | null {
  const read = messageSchema.safeParse(data);
  return read.success ? read.data : null;
}
