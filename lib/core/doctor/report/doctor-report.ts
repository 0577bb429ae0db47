import * as z from 'zod/mini';

/** The checks in the order in which they run; what comes first explains what comes later. */
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

const FIRST_ON_THE_WIRE: CheckId = 'name';

/** The checks that send nothing and spend nothing. */
export const CHECKS_BEFORE_THE_WIRE: readonly CheckId[] = CHECK_IDS.slice(
  0,
  CHECK_IDS.indexOf(FIRST_ON_THE_WIRE),
);

/** What of the doctor is to run: everything, what sends nothing, or one check with those it rests on. */
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
 * What one check found. `title` is a sentence without its full stop; `fix` is what to do, one step
 * a line, to be copied; `ms` how long it took. Holds of the key its prefix, length and last two
 * characters at most.
 */
export type CheckResult = z.infer<typeof checkResultSchema>;
export type CheckStatus = CheckResult['status'];

const doctorReportSchema = z.object({
  ok: z.boolean(),
  verdict: z.string(),
  fix: z.optional(z.string()),
  checks: z.array(checkResultSchema),
});

/** The diagnosis: one sentence, what to do, and what each check found. */
export type DoctorReport = z.infer<typeof doctorReportSchema>;

/** A check that has not run yet, as it is announced. */
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

/** What happens while the doctor works: one `plan`, a `start` and a `check` for each, one `report`. */
export type DoctorEvent = z.infer<typeof doctorEventSchema>;

/** Reads one event from outside; `null` for anything else, such as an event of a newer server. */
export function parseDoctorEvent(value: unknown): DoctorEvent | null {
  const parsed = doctorEventSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
