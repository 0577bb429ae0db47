import { messageForKeyProblem } from '../../catalogue/messages/key-problem-messages.ts';
import { keyHint } from '../../key/inspect-key.ts';
import { providerOfKey } from '../../providers/find-provider.ts';
import { namesOfSharedKeyForm } from '../../providers/key-forms.ts';
import {
  type DoctorCheck,
  type DoctorRun,
  type Finding,
  fail,
  pass,
  warn,
} from '../doctor-check.ts';
import { findUpstreamKeyPage, keySourceOf } from '../key-page.ts';
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
      const message = messageForKeyProblem(warning, keyHint(key), keySourceOf(facts));
      return warn(capitalize(message.title), {
        detail: `${message.sentence} It ${describeKey(key)}; the checks below show whether it works.`,
        fix: message.fix,
        link: findUpstreamKeyPage(facts).link,
      });
    }
    if (inspection.problem === 'other_provider') return findingOfOtherProvider(facts);
    const message = messageForKeyProblem(
      inspection.problem,
      inspection.details,
      keySourceOf(facts),
    );
    return fail(capitalize(message.title), {
      detail: `${message.sentence} The doctor didn't send it. It ${describeKey(key)}.`,
      fix: message.fix,
      ...(!WITHOUT_LINK.has(inspection.problem) && {
        link: findUpstreamKeyPage(facts).link,
      }),
    });
  },
};

function findingOfOtherProvider(facts: DoctorRun['facts']): Finding {
  const { key = '', keyInspection } = facts;
  const details = keyInspection.ok ? {} : keyInspection.details;
  const provider = providerOfKey(key);
  const message = messageForKeyProblem('other_provider', details);
  const isAzureShaped = /^([0-9a-f]{32}|[A-Za-z0-9]{84})$/.test(key);
  const shared = namesOfSharedKeyForm(key);
  const title = isAzureShaped
    ? 'This looks like an Azure key, but requests go to OpenAI'
    : `${capitalize(provider ? `this key is from ${provider.name}` : message.title)}, but requests go to OpenAI`;
  const address = isAzureShaped ? AZURE_ADDRESS : (provider?.baseUrl ?? null);
  const hint = shared === null ? '' : `Keys of ${shared} look like this. `;
  return fail(title, {
    detail: `${hint}${message.sentence} The doctor didn't send it. It ${describeKey(key)}.`,
    fix:
      address === null
        ? message.fix
        : stepsText([
            `OPENAI_BASE_URL=${address}`,
            `Or put an OpenAI key in OPENAI_API_KEY. Restart.`,
          ]),
    link: findUpstreamKeyPage(facts).link,
  });
}

const AZURE_ADDRESS = 'https://YOUR-RESOURCE.openai.azure.com/openai/v1';
