import { VALUE_FAULT_MESSAGES } from '../../catalogue/messages/value-fault-messages.ts';
import { isValueFault } from '../../key/value-fault.ts';
import { MODEL_SHUTDOWN } from '../../models/model-shutdown.ts';
import type { SiteProblem } from '../../site-state.ts';
import { type DoctorCheck, fail, pass, warn } from '../doctor-check.ts';

// These have their own checks.
const CHECKED_ELSEWHERE = new Set([
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
  'REDIS_URL',
]);

/** Checks every other variable, as the server reads it. */
export const settingsCheck: DoctorCheck = {
  id: 'settings',
  label: 'Other settings',
  needs: [],
  run({ facts: { problems, place, demo, development } }) {
    const found = problems.filter(
      ({ variable, reason }) =>
        !CHECKED_ELSEWHERE.has(variable) &&
        reason !== MODEL_SHUTDOWN &&
        !(reason === 'unprotected' && (demo || development)),
    );
    const [first] = [
      ...found.filter(({ severity }) => severity === 'error'),
      ...found.filter(({ severity }) => severity !== 'error'),
    ];
    if (!first) return pass('All other variables are valid');
    const others = found.filter((problem) => problem !== first);
    const text = {
      detail: [
        first.problem ?? '',
        ...others.map(({ variable, problem }) => `${variable}: ${problem ?? ''}`),
      ].join(' '),
      fix: [first, ...others]
        .map(({ variable, fix = '' }) => (fix.includes(variable) ? fix : `${variable}: ${fix}`))
        .join('\n'),
    };
    if (first.reason === 'unprotected') {
      const title = "Access in production hasn't been configured yet";
      return place === 'terminal' ? warn(title, text) : fail(title, text);
    }
    const title = titleFor(first);
    return first.severity === 'error' ? fail(title, text) : warn(title, text);
  },
};

function titleFor({ variable, reason }: SiteProblem): string {
  if (reason === 'unknown_variable') return `${variable} may be misspelled`;
  const message = isValueFault(reason) ? VALUE_FAULT_MESSAGES[reason] : null;
  return message ? `${variable} ${message.claim}` : `${variable} needs a different value`;
}
