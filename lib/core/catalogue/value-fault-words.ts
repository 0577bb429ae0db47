import type { ValueFault } from '../value-fault.ts';

export type ValueFaultWords = {
  /** Follows the variable's name, or "It": "has quotes in its value". */
  claim: string;
  fix: string;
};

/** The words for each fault of a value: of the banner, the set-up screen, the doctor and the log. */
export const VALUE_FAULT_WORDS: Record<ValueFault, ValueFaultWords> = {
  quotes: {
    claim: 'has quotes in its value',
    fix: 'Remove the quotes: docker --env-file and hosting dashboards keep them as part of the value.',
  },
  comment: {
    claim: 'has a # in its value',
    fix: 'Put the comment on a line of its own.',
  },
  other_digits: {
    claim: 'is written in digits other than 0 to 9',
    fix: 'Write it with the digits 0 to 9.',
  },
  invisible: {
    claim: 'holds a character that cannot be seen',
    fix: 'Type the value instead of pasting it.',
  },
};
