import { MODEL_SHUTDOWN } from '../../models/model-shutdown.ts';
import {
  type DoctorCheck,
  type DoctorRun,
  type Finding,
  pass,
  skip,
  warn,
} from '../doctor-check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { suggestModels } from '../suggest-models.ts';

/** Whether the models that visitors may choose from are available to this key. */
export const offeredCheck: DoctorCheck = {
  id: 'offered',
  label: 'Chosen models',
  needs: ['models'],
  run: (doctorRun) => withShutdowns(findingOf(doctorRun), doctorRun.facts),
};

function findingOf({ facts: { upstream }, memory: { offeredModels } }: DoctorRun): Finding {
  if (offeredModels === undefined || offeredModels.length === 0) {
    return skip('Chosen models', { detail: 'There is no list to compare them with.' });
  }
  const offered = new Set(offeredModels);
  const missing = upstream.models.filter((model) => !offered.has(model));
  if (missing.length === 0) {
    return pass(`${chosenMessage(upstream.models)} available to this key`);
  }
  const available = upstream.models.filter((model) => offered.has(model));
  const usable =
    available.length > 0 ? available : suggestModels(upstream.models[0], offeredModels);
  return warn(
    `${missing.join(', ')} ${missing.length === 1 ? "isn't" : "aren't"} available to this key`,
    {
      detail: 'The project has no access, or the name is misspelled.',
      ...(usable.length > 0 && { fix: `STARLIGHT_MODELS=${usable.join(',')}` }),
    },
  );
}

/** Adds models that OpenAI shuts down; until that day, its list still has them. */
function withShutdowns(finding: Finding, { problems }: DoctorFacts): Finding {
  const shutdowns = problems.filter(({ reason }) => reason === MODEL_SHUTDOWN);
  const [first] = shutdowns;
  if (!first) return finding;
  const sentences = shutdowns.map(({ problem = '' }) => problem);
  const fixes = shutdowns.map(({ fix = '' }) => fix);
  if (finding.status === 'warn') {
    const detail = [finding.detail, ...sentences].filter(Boolean).join(' ');
    return { ...finding, detail, fix: finding.fix ?? fixes.join('\n') };
  }
  const title =
    shutdowns.length === 1
      ? 'A chosen model has a shutdown date'
      : `${shutdowns.length} chosen models have a shutdown date`;
  return warn(title, { detail: sentences.join(' '), fix: fixes.join('\n') });
}

function chosenMessage({ 0: first, length }: readonly string[]): string {
  if (length === 1) return `${first} is`;
  return length === 2 ? 'Both chosen models are' : `All ${length} chosen models are`;
}
