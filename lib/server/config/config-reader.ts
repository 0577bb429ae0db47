import 'server-only';
import { adviceInDevelopment } from '#lib/core/catalogue/messages/advice-in-development.ts';
import { VALUE_FAULT_MESSAGES } from '#lib/core/catalogue/messages/value-fault-messages.ts';
import { findValueFault, isInQuotes, isVisible } from '#lib/core/key/value-fault.ts';
import type { ConfigProblem } from './config.ts';
import { isGuard } from './guarding-variables.ts';

/** The environment, or a test's stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Why a value cannot be read; `problem` is one sentence, `fix` says what to do. */
type Unreadable = Pick<ConfigProblem, 'reason' | 'problem' | 'fix'>;

type CountRange<Fallback extends number | null> = {
  fallback: Fallback;
  min: number;
  max: number;
  decimals?: boolean;
  /** A number above `max` falls back with a warning: the fallback is stricter than what was asked. */
  clampsAbove?: boolean;
};

/** Reads the variables of one environment and collects their problems. */
export type ConfigReader = {
  readonly problems: ConfigProblem[];
  /** Trimmed; null when not set or blank. */
  raw(variable: string): string | null;
  /** The same; reports quotes around the value, and keeps them. */
  text(variable: string): string | null;
  /** True for `1` or `true`. Anything unclear is reported and counts as `whenUnclear`. */
  flag(variable: string, whenUnclear?: boolean): boolean;
  /** Digits within the range; anything else is reported and gives the fallback. */
  count<Fallback extends number | null>(
    variable: string,
    range: CountRange<Fallback>,
  ): number | Fallback;
  /**
   * Reports a value that cannot be read: an error, which turns chat off, if the variable limits
   * money or access; otherwise a warning. `text` is checked for common mistakes.
   */
  report(variable: string, text: string, otherwise: Unreadable): void;
  error(variable: string, reason: string, problem: string, fix: string): void;
  warn(variable: string, reason: string, problem: string, fix: string): void;
};

/** Never throws, and never puts a value into a problem. */
export function createConfigReader(env: Environment): ConfigReader {
  const problems: ConfigProblem[] = [];
  const add = (problem: ConfigProblem) => {
    // Any other problem with a quoted value is caused by the quotes.
    const isInQuotes = problems.some(
      ({ variable, reason }) => variable === problem.variable && reason === 'quotes',
    );
    if (isInQuotes) return;
    const isDevelopment = env['NODE_ENV'] === 'development';
    problems.push(isDevelopment ? { ...problem, fix: adviceInDevelopment(problem.fix) } : problem);
  };
  const reader: ConfigReader = {
    problems,
    error: (variable, reason, problem, fix) =>
      add({ variable, reason, problem, fix, severity: 'error' }),
    warn: (variable, reason, problem, fix) =>
      add({ variable, reason, problem, fix, severity: 'warning' }),
    report: (variable, text, otherwise) =>
      add({
        variable,
        severity: isGuard(variable) ? 'error' : 'warning',
        ...explain(text, otherwise),
      }),
    raw(variable) {
      const text = env[variable]?.trim() ?? '';
      if (text === '' || isVisible(text)) return text || null;
      const problem = 'Its value has no visible character.';
      reader.report(variable, text, { reason: 'invisible', problem, fix: 'Or remove it.' });
      return null;
    },
    text(variable) {
      const text = reader.raw(variable);
      if (text === null || !isInQuotes(text)) return text;
      const problem = `They count as part of it${isGuard(variable) ? ', so chat is off' : ''}.`;
      reader.report(variable, text, { reason: 'quotes', problem, fix: 'Then restart.' });
      return text;
    },
    flag(variable, whenUnclear = false) {
      const text = reader.raw(variable)?.toLowerCase() ?? '0';
      if (text === '1' || text === 'true') return true;
      if (text === '0' || text === 'false') return false;
      const meaning = isGuard(variable)
        ? ', so chat is off'
        : `, so it counts as ${whenUnclear ? '1' : '0'}`;
      reader.report(variable, text, {
        reason: 'not_a_flag',
        problem: `It's neither 1 nor 0${meaning}.`,
        fix: 'Set it to 1, or remove it.',
      });
      return whenUnclear;
    },
    count(variable, range) {
      const text = reader.raw(variable);
      if (text === null) return range.fallback;
      const value = toNumber(text, range.decimals);
      if (value >= range.min && value <= range.max) return value;
      const serves = !isGuard(variable) || (range.clampsAbove === true && value > range.max);
      const severity = serves ? 'warning' : 'error';
      add({ variable, severity, ...explain(text, outOfRange(value, range, serves)) });
      return range.fallback;
    },
  };
  return reader;
}

/** If the value has a common fault, describes that fault before the general problem. */
function explain(text: string, otherwise: Unreadable): Unreadable {
  const fault = findValueFault(text);
  if (fault === null) return otherwise;
  const { claim, fix } = VALUE_FAULT_MESSAGES[fault];
  return {
    reason: fault,
    problem: `It ${claim}. ${otherwise.problem}`,
    fix: `${fix} ${otherwise.fix}`,
  };
}

function toNumber(text: string, decimals = false): number {
  return (decimals ? /^\d+(\.\d+)?$/ : /^\d+$/).test(text) ? Number(text) : Number.NaN;
}

function outOfRange(
  value: number,
  { fallback, min, max, decimals }: CountRange<number | null>,
  serves: boolean,
): Unreadable {
  const effect = serves && fallback !== null ? `${fallback} is used` : 'chat is off';
  return {
    reason: Number.isNaN(value) ? 'not_a_number' : 'out_of_range',
    problem: `It isn't a ${decimals ? 'number' : 'whole number'} from ${min} to ${max}, so ${effect}.`,
    fix: 'Use only digits, without separators or units, or remove it.',
  };
}
