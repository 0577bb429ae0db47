import { type DoctorCheck, pass, warn } from '../doctor-check.ts';

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
    return pass(`Messages go to ${upstream.name}`);
  },
};
