import { ERROR_CATALOGUE } from './catalogue/error-catalogue.ts';
import type { ErrorKind } from './error-kinds.ts';

/** How a wait stands: hours away, near enough to count down, or over. `null`: there is none. */
export type WaitPhase = 'long' | 'countdown' | 'over' | null;

/** `back`: it was gone while the banner was looked at, and is there again. */
export type NetworkState = 'online' | 'offline' | 'back';

export type SendCircumstances = {
  kind: ErrorKind;
  phase: WaitPhase;
  network: NetworkState;
  /** Whether text of the reply had arrived. */
  replyHasText: boolean;
};

/** A button that sends. `asleep`: a press does nothing yet. `quiet`: never the one thing to do. */
export type SendOffer = { label: string; asleep: boolean; quiet: boolean };

const NAMES = { retry: 'Retry', continue: 'Continue' } as const;
const NOT_SENT: readonly ErrorKind[] = ['offline', 'starlight_unreachable'];

/** Whether a failure is one of the visitor's own connection, so that it waits for the network. */
export function waitsForNetwork(kind: ErrorKind): boolean {
  return NOT_SENT.includes(kind) || kind === 'reply_interrupted';
}

/**
 * What the button that sends a message again says and whether it is awake. It sleeps through a
 * countdown, not through hours: meanwhile somebody may have raised the limit. Where a person has to
 * act first it says what it is, another try, and stays quiet.
 */
export function sendOfferOf(
  action: 'retry' | 'continue',
  { kind, phase, network, replyHasText }: SendCircumstances,
): SendOffer {
  const name = NAMES[action];
  if (network === 'offline' && waitsForNetwork(kind)) {
    return { label: 'Waits for the network', asleep: true, quiet: false };
  }
  if (phase === 'countdown') return { label: name, asleep: true, quiet: false };
  if (phase === 'long') return { label: `${name} anyway`, asleep: false, quiet: true };
  if (action === 'continue') return { label: name, asleep: false, quiet: false };
  if (ERROR_CATALOGUE[kind].retry === 'never') {
    return { label: 'Send again', asleep: false, quiet: true };
  }
  if (NOT_SENT.includes(kind) && !replyHasText) {
    return { label: network === 'back' ? 'Send now' : 'Send again', asleep: false, quiet: false };
  }
  return { label: name, asleep: false, quiet: false };
}
