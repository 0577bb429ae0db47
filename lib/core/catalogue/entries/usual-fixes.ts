/** For kinds that only the operator can fix, in the settings or in the account. */
export const OPERATOR_FIX = {
  retry: 'never',
  actions: { visitor: [], operator: ['open_setup', 'retry'] },
  severity: 'setup',
} as const;

/** For kinds that another model may not have. */
export const MODEL_FIX = {
  retry: 'never',
  actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'open_setup'] },
  severity: 'setup',
} as const;
