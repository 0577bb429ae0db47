import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { type SendCircumstances, sendOfferOf } from './send-offer.ts';

const CALM: SendCircumstances = {
  kind: 'server_error',
  phase: null,
  network: 'online',
  replyHasText: false,
};
const retry = (change: Partial<SendCircumstances>) => sendOfferOf('retry', { ...CALM, ...change });

describe('sendOfferOf', () => {
  it('is inactive during a countdown and active after it', () => {
    const kind = 'rate_limited';
    expect(retry({ kind, phase: 'countdown' })).toMatchObject({ label: 'Retry', asleep: true });
    expect(retry({ kind, phase: 'over' })).toMatchObject({ label: 'Retry', asleep: false });
  });

  it('stays active during a wait of hours, but quiet', () => {
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
        label: 'Waiting for the network',
        asleep: true,
      });
      expect(retry({ kind, network: 'back' })).toMatchObject({ label: 'Send now', asleep: false });
      expect(retry({ kind, replyHasText: true }).label).toBe('Retry');
    },
  );

  it('only continues a reply that the network cut off once the network is back', () => {
    const cut: SendCircumstances = { ...CALM, kind: 'reply_interrupted', replyHasText: true };
    expect(sendOfferOf('continue', { ...cut, network: 'offline' }).asleep).toBe(true);
    expect(sendOfferOf('continue', { ...cut, network: 'back' })).toMatchObject({
      label: 'Continue',
      asleep: false,
    });
  });

  it("doesn't wait for the browser's network if the server's connection failed", () => {
    expect(retry({ kind: 'rate_limited', network: 'offline' }).asleep).toBe(false);
  });

  it("is quiet and not called Retry if retrying won't help", () => {
    const kinds = Object.keys(ERROR_KINDS).filter(isErrorKind);
    for (const kind of kinds.filter((known) => ERROR_CATALOGUE[known].retry === 'never')) {
      expect(retry({ kind }), kind).toEqual({ label: 'Send again', asleep: false, quiet: true });
    }
  });
});
