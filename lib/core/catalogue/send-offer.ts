import type { ErrorKind } from '../errors/error-kinds.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';

/** The state of a wait: hours away, near enough to count down, or over. `null` if there is none. */
export type WaitPhase = 'long' | 'countdown' | 'over' | null;

/** `back`: the network was lost while the banner was shown, and has returned. */
type NetworkState = 'online' | 'offline' | 'back';

export type SendCircumstances = {
  kind: ErrorKind;
  phase: WaitPhase;
  network: NetworkState;
  /** Whether any text of the reply had arrived. */
  replyHasText: boolean;
};

/** A button that sends. `disabled`: pressing it does nothing yet. `quiet`: never the primary button. */
export type SendOffer = { label: string; disabled: boolean; quiet: boolean };

const LABELS = { retry: 'Retry', continue: 'Continue' } as const;
const NOT_SENT: readonly ErrorKind[] = ['offline', 'starlight_unreachable'];

/** Whether the visitor's own connection failed, so that sending again waits for the network. */
export function waitsForNetwork(kind: ErrorKind): boolean {
  return NOT_SENT.includes(kind) || kind === 'reply_interrupted';
}

/**
 * The label of the button that sends a message again, and whether it is disabled. A countdown
 * disables it, but a wait of hours doesn't, because someone may raise the limit in that time. If
 * retrying can't help until a person acts, it stays quiet.
 */
export function sendOfferOf(
  action: 'retry' | 'continue',
  { kind, phase, network, replyHasText }: SendCircumstances,
): SendOffer {
  const label = LABELS[action];
  if (network === 'offline' && waitsForNetwork(kind)) {
    return { label: 'Waiting for the network', disabled: true, quiet: false };
  }
  if (phase === 'countdown') return { label, disabled: true, quiet: false };
  if (phase === 'long') return { label: `${label} anyway`, disabled: false, quiet: true };
  if (action === 'continue') return { label, disabled: false, quiet: false };
  if (ERROR_CATALOGUE[kind].retry === 'never') {
    return { label: 'Send again', disabled: false, quiet: true };
  }
  if (NOT_SENT.includes(kind) && !replyHasText) {
    return { label: network === 'back' ? 'Send now' : 'Send again', disabled: false, quiet: false };
  }
  return { label, disabled: false, quiet: false };
}
