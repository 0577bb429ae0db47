'use client';

import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { signIn } from '#lib/client/network/session-requests.ts';
import { useHydrated } from '#lib/client/page/use-hydrated.ts';
import { wasEnteredEarly } from '#lib/client/page/was-entered-early.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';

type SignInFormProps = {
  /** Which code the person is asked for. Either of the two is taken. */
  codeName?: 'Access code' | 'Operator code';
  contact: string | null;
  onSignedIn: () => void;
};

/** Asks for one of the site's codes. The draft and the conversation are kept. */
export function SignInForm({ codeName = 'Access code', contact, onSignedIn }: SignInFormProps) {
  const [code, setCode] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const problemId = useId();
  const field = useRef<HTMLInputElement>(null);
  const hydrated = useHydrated();

  const enter = async (entered: string) => {
    if (sending || entered.trim() === '') return;
    setSending(true);
    const failure = await signIn(entered.trim());
    setSending(false);
    setError(failure);
    if (!failure) onSignedIn();
  };
  const enterEarly = useEffectEvent(enter);

  // The code may have been typed before hydration, and even entered.
  useEffect(() => {
    if (!field.current) return;
    setCode(field.current.value);
    if (wasEnteredEarly(field.current)) void enterEarly(field.current.value);
  }, []);

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void enter(code);
      }}
    >
      <label className="flex flex-col gap-1.5 font-medium">
        {codeName}
        <input
          ref={field}
          type="password"
          name="code"
          autoComplete="current-password"
          // biome-ignore lint/a11y/noAutofocus: the code is the only input here.
          autoFocus
          value={code}
          onChange={(event) => setCode(event.target.value)}
          aria-invalid={error !== null}
          aria-describedby={error ? problemId : undefined}
          className="field"
        />
      </label>
      {error && (
        <p
          id={problemId}
          role="alert"
          className="tone-problem rounded-lg border border-tone-line bg-tone-tint px-3 py-2 text-tone-text"
        >
          {messageFor(error, contact)}
        </p>
      )}
      <button
        type="submit"
        className="btn-primary"
        // Disabled rather than `type="button"`: Enter would submit a form without a submit button.
        disabled={!hydrated}
        aria-disabled={sending || code.trim() === ''}
      >
        {sending ? 'Checking…' : 'Sign in'}
      </button>
    </form>
  );
}

function messageFor(error: ErrorBody, contact: string | null): string {
  switch (error.kind) {
    case 'access_code_wrong':
      return `That code is incorrect. Check for a missing character, or ask ${contact ?? 'whoever gave it to you'}.`;
    case 'busy':
      return 'Too many codes are being entered right now. Try again in a moment.';
    case 'visitor_rate_limited':
      if (error.details?.limitWindow === 'hour') {
        return `The code is correct, but it was entered too often from here in the past hour. Try again in ${countOf(Math.ceil((error.retryAfterMs ?? 3_600_000) / 60_000), 'minute')}.`;
      }
      return `Too many wrong codes were entered from here. Try again in ${countOf(Math.ceil((error.retryAfterMs ?? 60_000) / 1000), 'second')}.`;
    case 'offline':
      return 'This device is offline. Reconnect, then press Sign in again.';
    default:
      return `Sign-in failed (${error.status || error.kind}). Try again; the request ID is ${error.requestId}.`;
  }
}

function countOf(count: number, unit: 'minute' | 'second'): string {
  return `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`;
}
