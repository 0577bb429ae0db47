import { check } from 'recheck';
import type { RegexLiteral } from './regex-literals.ts';
import { boundSteps } from './regex-steps.ts';

// An upstream's body is read for 64 kB at most: with these that is a second at the very worst.
const MAX_STEPS_AT_EACH_PLACE = 5000;
const MAX_STEPS_AT_START = 100_000;
// Far more than any takes on a quiet machine: a crowded one must not make a pattern undecided.
const TIMEOUT_MS = 60_000;

/**
 * Sentences about the patterns whose cost may grow faster than the text, or of which that is not known.
 * Each has to be shown to be linear: its limited repetitions by counting, those without a limit by
 * recheck's analysis of the automaton, which is a proof. Recheck's other way, trying attacks, proves
 * nothing when it finds none, so what only that can read (look-around and references to groups beside
 * repetition without a limit) is refused.
 */
export async function findCostlyPatterns(literals: readonly RegexLiteral[]): Promise<string[]> {
  const distinct = new Map(literals.map((literal) => [nameOf(literal), literal]));
  const costly: string[] = [];
  for (const literal of distinct.values()) {
    const doubt = await doubtAbout(literal);
    if (doubt !== null) costly.push(`${literal.path}:${literal.line} ${nameOf(literal)}: ${doubt}`);
  }
  return costly;
}

async function doubtAbout({ source, flags }: RegexLiteral): Promise<string | null> {
  const { steps, endless, anchored } = boundSteps({ source, flags });
  const most = anchored ? MAX_STEPS_AT_START : MAX_STEPS_AT_EACH_PLACE;
  if (steps > most) return `up to ${steps} steps at one place, more than ${most}`;
  if (!endless) return null;
  const found = await check(source, flags, { checker: 'automaton', timeout: TIMEOUT_MS });
  switch (found.status) {
    case 'safe':
      return null;
    case 'vulnerable':
      return `${found.complexity.summary}, as with ${found.attack.pattern}`;
    case 'unknown':
      return `cannot be analyzed (${found.error.kind})`;
  }
}

function nameOf({ source, flags }: RegexLiteral): string {
  return `/${source}/${flags}`;
}
