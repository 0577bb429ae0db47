import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from './catalogue/error-catalogue.ts';
import { ERROR_KINDS, isErrorKind } from './error-kinds.ts';
import { type SendCircumstances, sendOfferOf } from './send-offer.ts';

const CALM: SendCircumstances = {
  kind: 'server_error',
  phase: null,
  network: 'online',
  replyHasText: false,
};
const retry = (change: Partial<SendCircumstances>) => sendOfferOf('retry', { ...CALM, ...change });

describe('sendOfferOf', () => {
  it('sleeps through a countdown and wakes at its end', () => {
    const kind = 'rate_limited';
    expect(retry({ kind, phase: 'countdown' })).toMatchObject({ label: 'Retry', asleep: true });
    expect(retry({ kind, phase: 'over' })).toMatchObject({ label: 'Retry', asleep: false });
  });

  it('does not sleep for hours, but does not urge either', () => {
    expect(retry({ kind: 'rate_limited_daily', phase: 'long' })).toEqual({
      label: 'Retry anyway',
      asleep: false,
      quiet: true,
    });
  });

  it.each(['offline', 'starlight_unreachable'] as const)(
    'of a message that was not sent (%s), sends it again once there is a network',
    (kind) => {
      expect(retry({ kind }).label).toBe('Send again');
      expect(retry({ kind, network: 'offline' })).toMatchObject({
        label: 'Waits for the network',
        asleep: true,
      });
      expect(retry({ kind, network: 'back' })).toMatchObject({ label: 'Send now', asleep: false });
      expect(retry({ kind, replyHasText: true }).label).toBe('Retry');
    },
  );

  it('continues a reply that the network cut off only once there is one', () => {
    const cut: SendCircumstances = { ...CALM, kind: 'reply_interrupted', replyHasText: true };
    expect(sendOfferOf('continue', { ...cut, network: 'offline' }).asleep).toBe(true);
    expect(sendOfferOf('continue', { ...cut, network: 'back' })).toMatchObject({
      label: 'Continue',
      asleep: false,
    });
  });

  it('waits for no network where the server may have one of its own', () => {
    expect(retry({ kind: 'rate_limited', network: 'offline' }).asleep).toBe(false);
  });

  it('never calls it a retry, nor the thing to do, where retrying does not help', () => {
    const kinds = Object.keys(ERROR_KINDS).filter(isErrorKind);
    for (const kind of kinds.filter((known) => ERROR_CATALOGUE[known].retry === 'never')) {
      expect(retry({ kind }), kind).toEqual({ label: 'Send again', asleep: false, quiet: true });
    }
  });
});
