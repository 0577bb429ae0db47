import * as z from 'zod/mini';

/** The checks in the order in which they run; earlier ones explain later failures. */
export const CHECK_IDS = [
  'mode',
  'leak',
  'variable',
  'source',
  'shape',
  'address',
  'pairing',
  'ids',
  'git',
  'settings',
  'store',
  'name',
  'connection',
  'tls',
  'models',
  'offered',
  'completion',
  'stream',
  'headers',
  'headroom',
  'clock',
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

const FIRST_ON_THE_WIRE: CheckId = 'store';

/** The checks that send nothing and cost nothing. */
export const CHECKS_BEFORE_THE_WIRE: readonly CheckId[] = CHECK_IDS.slice(
  0,
  CHECK_IDS.indexOf(FIRST_ON_THE_WIRE),
);

/** Which checks to run: all, those that send nothing, or one with its dependencies. */
export const doctorScopeSchema = z.union([
  z.strictObject({}),
  z.strictObject({ before: z.literal('wire') }),
  z.strictObject({ check: z.enum(CHECK_IDS) }),
]);

export type DoctorScope = z.infer<typeof doctorScopeSchema>;

const checkResultSchema = z.object({
  id: z.enum(CHECK_IDS),
  status: z.enum(['pass', 'warn', 'fail', 'skip']),
  title: z.string(),
  detail: z.optional(z.string()),
  fix: z.optional(z.string()),
  link: z.optional(z.string()),
  ms: z.optional(z.number()),
});

/**
 * The result of one check. `title` is a sentence without its period; `fix` says what to do, one step per
 * line, to copy; `ms` is how long it took. Contains at most the prefix, length and last two characters
 * of the key.
 */
export type CheckResult = z.infer<typeof checkResultSchema>;
export type CheckStatus = CheckResult['status'];

const doctorReportSchema = z.object({
  ok: z.boolean(),
  verdict: z.string(),
  fix: z.optional(z.string()),
  checks: z.array(checkResultSchema),
});

/** The diagnosis: one sentence, what to do, and the result of each check. */
export type DoctorReport = z.infer<typeof doctorReportSchema>;

/** The announcement of a check that has not run yet. */
export type PlannedCheck = { id: CheckId; label: string };

const doctorEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('plan'),
    checks: z.array(z.object({ id: z.enum(CHECK_IDS), label: z.string() })),
  }),
  z.object({ type: z.literal('start'), id: z.enum(CHECK_IDS) }),
  z.object({ type: z.literal('check'), check: checkResultSchema }),
  z.object({ type: z.literal('report'), report: doctorReportSchema }),
]);

/** The events of a run: one `plan`, a `start` and a `check` for each check, one `report`. */
export type DoctorEvent = z.infer<typeof doctorEventSchema>;

/** Parses an event from outside; `null` for anything else, such as an event of a newer server. */
export function parseDoctorEvent(value: unknown): DoctorEvent | null {
  const parsed = doctorEventSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
