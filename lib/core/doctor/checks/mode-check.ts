import { type DoctorCheck, pass, warn } from '../doctor-check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';

/** What Starlight does with messages in its current configuration. */
export const modeCheck: DoctorCheck = {
  id: 'mode',
  label: 'Mode',
  needs: [],
  run({ facts: { demo, env, key, upstream } }) {
    if (demo && !key?.trim()) {
      return pass('Starlight is running as the demo: replies are simulated, and no key is needed', {
        detail: 'STARLIGHT_DEMO=1 is set, so no key is checked.',
        blocks: true,
      });
    }
    if (demo) {
      return warn("Starlight is running as the demo and doesn't use the key", {
        detail: 'STARLIGHT_DEMO=1 is set, so replies are simulated. The key is checked anyway.',
        fix: 'To chat with the key, remove STARLIGHT_DEMO and restart.',
      });
    }
    if (env['STARLIGHT_CLOSED']?.trim() === '1') {
      return warn('The site is closed, and visitors see a page that says so', {
        fix: 'To open it, remove STARLIGHT_CLOSED and restart.',
      });
    }
    return pass(`Messages go to ${upstream.name}`, searchDetail(upstream));
  },
};

function searchDetail(upstream: DoctorFacts['upstream']): { detail?: string } {
  const sentences = [...allowedSearches(upstream), ...constantSearches(upstream)];
  return sentences.length === 0 ? {} : { detail: sentences.join(' ') };
}

function allowedSearches(upstream: DoctorFacts['upstream']): string[] {
  const { webSearch, models, modelSelection, name } = upstream;
  if (webSearch === undefined) return [];
  const allowed = 'STARLIGHT_TOOLS allows searches of the web';
  if (webSearch.length === 0 && !modelSelection) {
    return [
      `${allowed}, but Starlight knows no way to ask ${name} for one with the chosen models, so the page offers none.`,
    ];
  }
  const who =
    webSearch.length === models.length
      ? 'with every model that is known to take them'
      : `with ${webSearch.join(', ')}`;
  return [`${allowed} ${who}. They cost extra: see docs/web-search.md.`];
}

function constantSearches({ alwaysSearch = [] }: DoctorFacts['upstream']): string[] {
  if (alwaysSearch.length === 0) return [];
  const verb = alwaysSearch.length === 1 ? 'searches' : 'search';
  return [
    `${alwaysSearch.join(', ')} ${verb} the web with every request, which costs extra and can't be switched off.`,
  ];
}
