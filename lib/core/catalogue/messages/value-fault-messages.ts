import type { ValueFault } from '../../key/value-fault.ts';

type ValueFaultMessage = {
  /** Follows the variable's name, or "It": "has quotes in its value". */
  claim: string;
  fix: string;
};

/** The message for each fault in a value, shared by the banner, the setup screen, the doctor and the log. */
export const VALUE_FAULT_MESSAGES: Record<ValueFault, ValueFaultMessage> = {
  quotes: {
    claim: 'has quotes in its value',
    fix: 'Remove the quotes; docker --env-file and hosting dashboards keep them as part of the value.',
  },
  comment: {
    claim: 'has a # in its value',
    fix: 'Put the comment on its own line.',
  },
  other_digits: {
    claim: 'uses digits other than 0 to 9',
    fix: 'Use only the digits 0 to 9.',
  },
  invisible: {
    claim: 'contains an invisible character',
    fix: 'Type the value instead of pasting it.',
  },
};
