import { check } from 'recheck';
import type { RegexLiteral } from './regex-literals.ts';
import { boundSteps } from './regex-steps.ts';

// At most 64 kB of an upstream's body are read: with this limit that takes at most a second.
const MAX_STEPS_PER_POSITION = 5000;
const MAX_STEPS_AT_START = 100_000;
// Far more than any pattern takes on an idle machine: a busy one must not leave a pattern
// undecided.
const TIMEOUT_MS = 60_000;

/**
 * Describes the patterns whose cost may grow faster than the text, or is unknown. Each has to be
 * shown to be linear: its limited repetitions by counting, those without a limit by recheck's
 * analysis of the automaton, which is a proof. Recheck's other method, trying attacks, proves
 * nothing when it finds none, so patterns that only it can check (lookaround and backreferences
 * next to unlimited repetition) are refused.
 */
export async function findCostlyPatterns(literals: readonly RegexLiteral[]): Promise<string[]> {
  const distinct = new Map(literals.map((literal) => [nameOf(literal), literal]));
  const costly: string[] = [];
  for (const literal of distinct.values()) {
    const problem = await problemWith(literal);
    if (problem !== null)
      costly.push(`${literal.path}:${literal.line} ${nameOf(literal)}: ${problem}`);
  }
  return costly;
}

async function problemWith({ source, flags }: RegexLiteral): Promise<string | null> {
  const { steps, endless, anchored } = boundSteps({ source, flags });
  const maxSteps = anchored ? MAX_STEPS_AT_START : MAX_STEPS_PER_POSITION;
  if (steps > maxSteps) return `up to ${steps} steps at one position, more than ${maxSteps}`;
  if (!endless) return null;
  const result = await check(source, flags, { checker: 'automaton', timeout: TIMEOUT_MS });
  switch (result.status) {
    case 'safe':
      return null;
    case 'vulnerable':
      return `${result.complexity.summary}, as with ${result.attack.pattern}`;
    case 'unknown':
      return `cannot be analyzed (${result.error.kind})`;
  }
}

function nameOf({ source, flags }: RegexLiteral): string {
  return `/${source}/${flags}`;
}
