import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import type { RegexLiteral } from './regex-literals.ts';

/** The most a backtracking matcher can try at one position of the text. */
type RegexSteps = {
  /** Infinite if the pattern refers to one of its groups. */
  steps: number;
  /** Whether some repetition has no limit. It is counted as one more than its minimum. */
  endless: boolean;
  /** Whether it begins with `^` and so is tried at one position only. */
  anchored: boolean;
};

/**
 * `steps` until it fails, and the number of `ways` it can match; the rest of the pattern is tried
 * after each.
 */
type Effort = { steps: number; ways: number };

const ONE: Effort = { steps: 1, ways: 1 };
const UNKNOWN: Effort = { steps: Number.POSITIVE_INFINITY, ways: Number.POSITIVE_INFINITY };

/**
 * An upper bound for every text, from the pattern alone: it counts all combinations of alternatives
 * and repetitions. The additional cost of unlimited repetition has to be determined separately.
 */
export function boundSteps({ source, flags }: Pick<RegexLiteral, 'source' | 'flags'>): RegexSteps {
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const anchored = !flags.includes('m') && pattern.alternatives.every(isAnchored);
  let endless = false;
  visitRegExpAST(pattern, {
    onQuantifierEnter({ max }) {
      endless ||= max === Number.POSITIVE_INFINITY;
    },
  });
  return { steps: eitherOf(pattern.alternatives, [], flags).steps, endless, anchored };
}

function isAnchored({ elements: [first] }: AST.Alternative): boolean {
  return first?.type === 'Assertion' && first.kind === 'start';
}

/** `following`: the elements after it, as far as they are known. */
function effortOf(node: AST.Element, following: readonly AST.Element[], flags: string): Effort {
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return eitherOf(node.alternatives, following, flags);
    case 'Assertion':
      // Once it matches, no other way is tried.
      return 'alternatives' in node
        ? { steps: eitherOf(node.alternatives, [], flags).steps + 1, ways: 1 }
        : ONE;
    case 'Quantifier':
      return repetitionOf(node, following, flags);
    case 'Backreference':
      return UNKNOWN;
    default:
      return ONE;
  }
}

function eitherOf(
  alternatives: readonly AST.Alternative[],
  following: readonly AST.Element[],
  flags: string,
): Effort {
  return alternatives
    .map((alternative) => sequenceOf(alternative.elements, following, flags))
    .reduce((sum, { steps, ways }) => ({ steps: sum.steps + steps, ways: sum.ways + ways }));
}

function sequenceOf(
  elements: readonly AST.Element[],
  following: readonly AST.Element[],
  flags: string,
): Effort {
  let steps = 1;
  let ways = 1;
  for (const [index, element] of elements.entries()) {
    const effort = effortOf(element, [...elements.slice(index + 1), ...following], flags);
    steps += ways * effort.steps;
    ways *= effort.ways;
  }
  return { steps, ways };
}

function repetitionOf(
  { element, min, max }: AST.Quantifier,
  following: readonly AST.Element[],
  flags: string,
): Effort {
  const most = Number.isFinite(max) ? max : min + 1;
  // If a run ends before a character outside its set, only the complete run can match; each shorter
  // one fails at the next character.
  if (isSingle(element) && endsSurely(element, following, flags)) {
    return { steps: 2 * most + 1, ways: 1 };
  }
  const once = effortOf(element, max === 1 ? following : [], flags);
  let steps = 1;
  let ways = 0;
  let waysSoFar = 1;
  for (let count = 0; count <= most; count += 1) {
    if (count >= min) ways += waysSoFar;
    if (count < most) steps += waysSoFar * once.steps;
    waysSoFar *= once.ways;
  }
  return { steps, ways };
}

/** Whether whatever follows a run can only begin with a character outside the run's set. */
function endsSurely(run: Single, following: readonly AST.Element[], flags: string): boolean {
  return firstsOf(following)?.every((first) => areApart(run.raw, first, flags)) ?? false;
}

/** Patterns of every character that can come first; null if that may be nothing or anything. */
function firstsOf(elements: readonly AST.Element[]): string[] | null {
  const [first, ...rest] = elements;
  if (first === undefined) return null;
  if (isSingle(first)) return [first.raw];
  if (first.type === 'Quantifier') {
    const within = firstsOf([first.element]);
    const after = first.min > 0 ? [] : firstsOf(rest);
    return within && after && [...within, ...after];
  }
  if (first.type === 'Assertion') return firstsOf(rest);
  if (first.type !== 'Group' && first.type !== 'CapturingGroup') return null;
  const each = first.alternatives.map(({ elements: inner }) => firstsOf([...inner, ...rest]));
  return each.includes(null) ? null : each.flatMap((firsts) => firsts ?? []);
}

type Single = AST.Character | AST.CharacterSet | AST.CharacterClass;

function isSingle(node: AST.Element): node is Single {
  return ['Character', 'CharacterSet', 'CharacterClass'].includes(node.type);
}

/** Tries every UTF-16 unit: exact for all characters except those beyond, which count as shared. */
function areApart(one: string, other: string, flags: string): boolean {
  if (/[uv]/.test(flags)) return false;
  const included = flags.replace(/[dgmy]/g, '');
  const [first, second] = [new RegExp(`^${one}$`, included), new RegExp(`^${other}$`, included)];
  for (let unit = 0; unit <= 0xffff; unit += 1) {
    const character = String.fromCharCode(unit);
    if (first.test(character) && second.test(character)) return false;
  }
  return true;
}
