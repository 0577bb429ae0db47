import { type DoctorCheck, pass, skip, warn } from '../doctor-check.ts';
import { suggestModels } from '../suggest-models.ts';

/** Whether the models that visitors may choose from are available to this key. */
export const offeredCheck: DoctorCheck = {
  id: 'offered',
  label: 'Chosen models',
  needs: ['models'],
  run({ facts: { upstream }, memory: { offeredModels } }) {
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
  },
};

function chosenMessage({ 0: first, length }: readonly string[]): string {
  if (length === 1) return `${first} is`;
  return length === 2 ? 'Both chosen models are' : `All ${length} chosen models are`;
}
