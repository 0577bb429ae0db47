import { askOneToken } from '../ask-one-token.ts';
import { type DoctorCheck, type DoctorRun, fail, pass, skip } from '../doctor-check.ts';
import { withModelToAsk } from '../model-to-ask.ts';

const MAY_BE_THE_CAUSE = new Set([
  'organization_mismatch',
  'project_mismatch',
  'key_invalid',
  'missing_scopes',
  'model_not_allowed',
  'model_not_found',
  'quota_exhausted',
  'billing_inactive',
]);
const LABEL = 'Without organization and project';

/** Repeats a rejected request without the organization and project headers, if they are set. */
export const headersCheck: DoctorCheck = {
  id: 'headers',
  label: LABEL,
  needs: ['tls'],
  uses: ['models', 'completion'],
  async run(run) {
    const { facts, memory, signal } = run;
    const { organization, project } = facts.upstream;
    if (organization === null && project === null) {
      return skip(LABEL, { detail: 'Neither is set, so there is nothing to leave out.' });
    }
    const failedCheck = memory.failures.has('completion') ? 'completion' : 'models';
    const failure = memory.failures.get(failedCheck);
    if (!failure || !MAY_BE_THE_CAUSE.has(failure.kind)) {
      return skip(LABEL, { detail: "Not needed: they don't cause a failure." });
    }
    const worksWithout =
      failedCheck === 'completion'
        ? (
            await askOneToken(
              withModelToAsk(run)?.facts ?? facts,
              { stream: false, withoutIds: true },
              signal,
            )
          ).ok
        : (await facts.wire.request({ path: '/models', withoutIds: true }, signal)).status === 200;
    if (!worksWithout) {
      return pass("The organization and project aren't the cause", {
        detail: "Leaving them out doesn't help.",
      });
    }
    const variables = variablesAtFault(run, failure.kind);
    const both = variables.length > 1;
    const names = variables.join(' and ');
    return fail(`The key is valid, but ${names} ${both ? "don't" : "doesn't"} match it`, {
      detail: `Without ${both ? 'them' : 'it'}, the key is accepted. A project key doesn't need ${both ? 'them' : 'it'}.`,
      fix: `Remove ${names} from .env.local (or unset ${variables.join(' ')}) and restart.`,
    });
  },
};

function variablesAtFault({ facts }: DoctorRun, kind: string): string[] {
  const { organization, project } = facts.upstream;
  if (kind === 'organization_mismatch' && organization !== null) return ['OPENAI_ORG_ID'];
  if (kind === 'project_mismatch' && project !== null) return ['OPENAI_PROJECT_ID'];
  return [
    ...(organization === null ? [] : ['OPENAI_ORG_ID']),
    ...(project === null ? [] : ['OPENAI_PROJECT_ID']),
  ];
}
