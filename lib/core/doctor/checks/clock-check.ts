import { formatCount } from '../../text/format-amount.ts';
import { type DoctorCheck, pass, skip, warn } from '../doctor-check.ts';

const TOLERATED_MS = 60_000;

/** Compares this machine's clock with the upstream's `Date` (RFC 9110, 6.6.1; whole seconds). */
export const clockCheck: DoctorCheck = {
  id: 'clock',
  label: 'Clock',
  needs: ['tls'],
  uses: ['models'],
  run({ memory: { answer } }) {
    const theirs = Date.parse(answer?.headers.get('date') ?? '');
    if (!answer || Number.isNaN(theirs)) {
      return skip('Clock', { detail: 'No response included the time.' });
    }
    const skewMs = answer.receivedAtMs - theirs;
    if (Math.abs(skewMs) <= TOLERATED_MS) return pass("This machine's clock is right");
    const amount = formatDuration(Math.abs(skewMs));
    return warn(`This machine's clock is ${amount} ${skewMs > 0 ? 'fast' : 'slow'}`, {
      detail: 'Certificates and sessions depend on it.',
      fix: 'sudo timedatectl set-ntp true',
    });
  },
};

function formatDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${formatCount(minutes)} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${formatCount(hours)} hours` : `${formatCount(Math.round(hours / 24))} days`;
}
