'use client';

import Link from 'next/link';
import { assertNever } from '#lib/core/assert-never.ts';
import type { BannerAction } from '#lib/core/catalogue/catalogue-entry.ts';
import type { ChatMessage } from '#lib/core/chat-log.ts';
import type { ErrorBody } from '#lib/core/error-body.ts';
import { type ChatActions, useChatActions } from '../chat/chat-actions.ts';

export type BannerActionsProps = {
  actions: readonly BannerAction[];
  error: ErrorBody;
  message: ChatMessage;
  askedId: string | null;
  /** Milliseconds until a retry helps; null when it may help at once. */
  left: number | null;
  onEdit: (messageId: string) => void;
};

/** The one thing to do as a button, a second as a quiet one. */
export function BannerActions(props: BannerActionsProps) {
  const chat = useChatActions();
  // Where nothing here helps, the owner may have helped meanwhile: trying again is offered quietly.
  const helpless = props.actions.length === 0;
  const actions = helpless ? (['retry'] as const) : props.actions;
  const offered = actions.flatMap((action) => offer(action, chat, props) ?? []);
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {offered.map((button, index) => {
        const style = index === 0 && !helpless ? 'btn-primary' : 'btn-line';
        if ('href' in button) {
          return (
            <Link key={button.label} href={button.href} className={style} prefetch={false}>
              {button.label}
            </Link>
          );
        }
        return (
          <button
            key={button.action}
            type="button"
            className={`${style} aria-disabled:cursor-default aria-disabled:opacity-60`}
            aria-disabled={button.asleep}
            onClick={() => !button.asleep && button.press()}
          >
            {button.label}
          </button>
        );
      })}
    </div>
  );
}

type Offer =
  | { action: BannerAction; label: string; press: () => void; asleep: boolean }
  | { label: string; href: string };

function offer(action: BannerAction, chat: ChatActions, props: BannerActionsProps): Offer | null {
  const { error, message, askedId, left, onEdit } = props;
  const button = (label: string, press: () => void): Offer => ({
    action,
    label,
    press,
    asleep: false,
  });
  switch (action) {
    case 'retry': {
      const asleep = left !== null && left > 0;
      return { action, label: 'Retry', press: () => chat.retry(message.id), asleep };
    }
    case 'continue':
      return button('Continue', () => chat.resume(message.id));
    case 'edit':
      return askedId === null ? null : button('Edit message', () => onEdit(askedId));
    case 'new_chat':
      return button('New chat', chat.newChat);
    case 'switch_model':
      return button('Switch model', chat.chooseModel);
    case 'shorten_and_retry': {
      const count = chat.planShortening(message.id, error.details ?? {});
      if (count === 0)
        return askedId === null ? null : button('Edit message', () => onEdit(askedId));
      const what = count === 1 ? 'the oldest message' : `the ${count} oldest messages`;
      return button(`Leave out ${what} and retry`, () => chat.shortenAndRetry(message.id, count));
    }
    case 'sign_in':
      return button('Sign in', chat.signIn);
    case 'open_setup':
      return error.kind === 'not_configured'
        ? { label: 'Open set-up', href: '/setup' }
        : { label: 'Run the doctor', href: '/doctor' };
    case 'reload':
      return button('Reload the page', () => window.location.reload());
    default:
      return assertNever(action);
  }
}
