import 'server-only';
import type { ConfigProblem } from './config-types.ts';

/** The environment, or what stands for it in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables of one environment and gathers what is wrong with them. */
export type ConfigReader = {
  readonly problems: ConfigProblem[];
  /** Trimmed; null when not set or blank. */
  text(variable: string): string | null;
  /** `1` or `true`. Anything unclear counts as `whenUnclear` and warns. */
  flag(variable: string, whenUnclear?: boolean): boolean;
  /** Digits within the range; anything else warns and gives the fallback. */
  count<Fallback extends number | null>(
    variable: string,
    range: { fallback: Fallback; min: number; max: number; decimals?: boolean },
  ): number | Fallback;
  error(variable: string, reason: string, problem: string, fix: string): void;
  warn(variable: string, reason: string, problem: string, fix: string): void;
};

/** Never throws, and puts no value into any problem. */
export function createConfigReader(env: Environment): ConfigReader {
  const problems: ConfigProblem[] = [];
  const reader: ConfigReader = {
    problems,
    error: (variable, reason, problem, fix) =>
      void problems.push({ variable, reason, problem, fix, severity: 'error' }),
    warn: (variable, reason, problem, fix) =>
      void problems.push({ variable, reason, problem, fix, severity: 'warning' }),
    text: (variable) => env[variable]?.trim() || null,
    flag(variable, whenUnclear = false) {
      const text = reader.text(variable)?.toLowerCase() ?? '0';
      if (text === '1' || text === 'true') return true;
      if (text === '0' || text === 'false') return false;
      const meaning = whenUnclear ? '1' : '0';
      reader.warn(
        variable,
        'not_a_flag',
        `It is neither 1 nor 0, so it counts as ${meaning}.`,
        'Set it to 1, or remove it.',
      );
      return whenUnclear;
    },
    count(variable, { fallback, min, max, decimals = false }) {
      const text = reader.text(variable);
      if (text === null) return fallback;
      const value = (decimals ? /^\d+(\.\d+)?$/ : /^\d+$/).test(text) ? Number(text) : Number.NaN;
      if (value >= min && value <= max) return value;
      const kind = decimals ? 'number' : 'whole number';
      reader.warn(
        variable,
        Number.isNaN(value) ? 'not_a_number' : 'out_of_range',
        `It is not a ${kind} from ${min} to ${max}, so ${describeFallback(fallback)}.`,
        'Write it in digits alone, without separators or units, or remove it.',
      );
      return fallback;
    },
  };
  return reader;
}

function describeFallback(fallback: number | null): string {
  return fallback === null ? 'it is not applied' : `${fallback} is used`;
}
