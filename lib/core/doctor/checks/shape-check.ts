import { messageForKeyProblem } from '../../catalogue/messages/key-problem-messages.ts';
import { keyHint } from '../../key/inspect-key.ts';
import { OPENAI, providerOfKey } from '../../key/providers.ts';
import {
  type DoctorCheck,
  type DoctorRun,
  type Finding,
  fail,
  pass,
  warn,
} from '../doctor-check.ts';
import { capitalize, describeKey, stepsText } from '../key-text.ts';

const WITHOUT_LINK = new Set(['quotes', 'outer_space', 'bearer_prefix', 'brackets', 'line_break']);

/** Whether the value can be a key at all; otherwise it is never sent. The chat uses the same code. */
export const shapeCheck: DoctorCheck = {
  id: 'shape',
  label: 'Key format',
  needs: ['variable'],
  run({ facts }) {
    const { keyInspection: inspection, key = '' } = facts;
    if (inspection.ok) {
      const [warning] = inspection.warnings;
      if (warning === undefined) {
        return pass('The key has the right format', { detail: `It ${describeKey(key)}.` });
      }
      const message = messageForKeyProblem(warning, keyHint(key));
      return warn(capitalize(message.title), {
        detail: `${message.sentence} It ${describeKey(key)}; the checks below show whether it works.`,
        fix: message.fix,
        link: OPENAI.keyPage,
      });
    }
    if (inspection.problem === 'other_provider') return findingOfOtherProvider(facts);
    const message = messageForKeyProblem(inspection.problem, inspection.details);
    return fail(capitalize(message.title), {
      detail: `${message.sentence} The doctor didn't send it. It ${describeKey(key)}.`,
      fix: message.fix,
      ...(!WITHOUT_LINK.has(inspection.problem) && { link: OPENAI.keyPage }),
    });
  },
};

function findingOfOtherProvider({ key = '', keyInspection }: DoctorRun['facts']): Finding {
  const details = keyInspection.ok ? {} : keyInspection.details;
  const provider = providerOfKey(key);
  const message = messageForKeyProblem('other_provider', details);
  const isAzureShaped = /^([0-9a-f]{32}|[A-Za-z0-9]{84})$/.test(key);
  const title = provider
    ? `This key is from ${provider.name}, but requests go to OpenAI`
    : isAzureShaped
      ? 'This looks like an Azure key, but requests go to OpenAI'
      : `${capitalize(message.title)}, but requests go to OpenAI`;
  const address = provider?.baseUrl ?? (isAzureShaped ? AZURE_ADDRESS : null);
  return fail(title, {
    detail: `${message.sentence} The doctor didn't send it. It ${describeKey(key)}.`,
    fix:
      address === null
        ? message.fix
        : stepsText([
            `OPENAI_BASE_URL=${address}`,
            `Or put an OpenAI key in OPENAI_API_KEY. Restart.`,
          ]),
    link: OPENAI.keyPage,
  });
}

const AZURE_ADDRESS = 'https://YOUR-RESOURCE.openai.azure.com/openai/v1';
