import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { type SendCircumstances, sendOfferOf } from './send-offer.ts';

const DEFAULTS: SendCircumstances = {
  kind: 'server_error',
  phase: null,
  network: 'online',
  replyHasText: false,
};
const retry = (change: Partial<SendCircumstances>) =>
  sendOfferOf('retry', { ...DEFAULTS, ...change });

describe('sendOfferOf', () => {
  it('disables the button during a countdown and enables it afterwards', () => {
    const kind = 'rate_limited';
    expect(retry({ kind, phase: 'countdown' })).toMatchObject({ label: 'Retry', disabled: true });
    expect(retry({ kind, phase: 'over' })).toMatchObject({ label: 'Retry', disabled: false });
  });

  it('keeps the button enabled but quiet during a wait of hours', () => {
    expect(retry({ kind: 'rate_limited_daily', phase: 'long' })).toEqual({
      label: 'Retry anyway',
      disabled: false,
      quiet: true,
    });
  });

  it.each(['offline', 'starlight_unreachable'] as const)(
    'waits for the network to resend a message that was not sent (%s)',
    (kind) => {
      expect(retry({ kind }).label).toBe('Send again');
      expect(retry({ kind, network: 'offline' })).toMatchObject({
        label: 'Waiting for the network',
        disabled: true,
      });
      expect(retry({ kind, network: 'back' })).toMatchObject({
        label: 'Send now',
        disabled: false,
      });
      expect(retry({ kind, replyHasText: true }).label).toBe('Retry');
    },
  );

  it('waits for the network to continue a reply that it cut off', () => {
    const cut: SendCircumstances = { ...DEFAULTS, kind: 'reply_interrupted', replyHasText: true };
    expect(sendOfferOf('continue', { ...cut, network: 'offline' }).disabled).toBe(true);
    expect(sendOfferOf('continue', { ...cut, network: 'back' })).toMatchObject({
      label: 'Continue',
      disabled: false,
    });
  });

  it("doesn't wait for the browser's network if the server's connection failed", () => {
    expect(retry({ kind: 'rate_limited', network: 'offline' }).disabled).toBe(false);
  });

  it("makes the button quiet and doesn't call it Retry if retrying won't help", () => {
    const kinds = Object.keys(ERROR_KINDS).filter(isErrorKind);
    for (const kind of kinds.filter((known) => ERROR_CATALOGUE[known].retry === 'never')) {
      expect(retry({ kind }), kind).toEqual({ label: 'Send again', disabled: false, quiet: true });
    }
  });
});
