'use client';

import Link from 'next/link';
import type { RefObject } from 'react';
import { assertNever } from '#lib/core/assert-never.ts';
import type { BannerAction } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SendOffer } from '#lib/core/catalogue/send-offer.ts';
import { countToLeaveOut } from '#lib/core/chat/shorten-path.ts';
import { checkForKind } from '#lib/core/doctor/check-for-kind.ts';
import type { ErrorBody } from '#lib/core/errors/error-body.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { type ChatActions, useChatActions } from '../../lib/client/chat/chat-actions.ts';

type BannerActionsProps = {
  actions: readonly BannerAction[];
  error: ErrorBody;
  /** The reply that failed. */
  messageId: string;
  askedId: string | null;
  /** The next lower effort that the model takes, if there is one. */
  lowerEffort: ReasoningEffort | undefined;
  /** Becomes the first button that sends. */
  sendButton: RefObject<HTMLButtonElement | null>;
  offerToSend: (action: 'retry' | 'continue') => SendOffer;
  onEdit: (messageId: string) => void;
};

/** The primary action as a button, a second one as a quiet button. */
export function BannerActions(props: BannerActionsProps) {
  const chat = useChatActions();
  const offers = uniqueByLabel(props.actions.flatMap((action) => offer(action, chat, props) ?? []));
  const sender = offers.find((button) => 'sends' in button && button.sends);
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {offers.map((button, index) => {
        if ('href' in button) {
          return (
            <Link
              key={button.label}
              href={button.href}
              className={index === 0 ? 'btn-primary' : 'btn-line'}
              prefetch={false}
            >
              {button.label}
            </Link>
          );
        }
        const { label, press, disabled, quiet } = button;
        return (
          <button
            key={button.action}
            ref={button === sender ? props.sendButton : undefined}
            type="button"
            data-action={button.action}
            className={`${index === 0 && !quiet ? 'btn-primary' : 'btn-line'} py-1.5 aria-disabled:cursor-default aria-disabled:opacity-60`}
            aria-disabled={disabled}
            onClick={() => !disabled && press()}
          >
            {label}
          </button>
        );
      })}
    </div>
  );
}

type Offer =
  | (SendOffer & { action: BannerAction; press: () => void; sends: boolean })
  | { label: string; href: string };

function offer(action: BannerAction, chat: ChatActions, props: BannerActionsProps): Offer | null {
  const { error, messageId, askedId, offerToSend, onEdit } = props;
  const button = (label: string, press: () => void): Offer => ({
    action,
    label,
    press,
    disabled: false,
    quiet: false,
    sends: false,
  });
  switch (action) {
    case 'retry':
      return { action, press: () => chat.retry(messageId), sends: true, ...offerToSend(action) };
    case 'continue':
      return { action, press: () => chat.resume(messageId), sends: true, ...offerToSend(action) };
    case 'edit':
      return askedId === null ? null : button('Edit message', () => onEdit(askedId));
    case 'new_chat':
      return button('New chat', chat.newChat);
    case 'switch_model':
      return button('Switch model', chat.chooseModel);
    case 'shorten_and_retry': {
      const count = planShortening(chat, props);
      if (count === 0) return offer('edit', chat, props);
      const what = count === 1 ? 'the oldest message' : `the ${formatCount(count)} oldest messages`;
      return button(`Leave out ${what} and retry`, () => chat.shortenAndRetry(messageId, count));
    }
    case 'more_room':
      return button('More room', () => chat.retry(messageId, { mostRoom: true }));
    case 'less_thinking': {
      const { lowerEffort } = props;
      if (lowerEffort === undefined) return null;
      return button('Less thinking', () => chat.retry(messageId, { reasoningEffort: lowerEffort }));
    }
    case 'sign_in':
      return button('Sign in', chat.signIn);
    case 'open_setup':
      return setupLink(error.kind);
    case 'reload':
      return button('Reload the page', () => window.location.reload());
    default:
      return assertNever(action);
  }
}

/** Some upstreams report the requested tokens instead of the used ones. */
function planShortening(chat: ChatActions, { error, messageId }: BannerActionsProps): number {
  const { details = {} } = error;
  const usedTokens = details.usedTokens ?? details.requestedTokens;
  return countToLeaveOut(chat.sentFor(messageId), { ...details, usedTokens });
}

function setupLink(kind: ErrorKind): Offer {
  if (kind === 'not_configured') return { label: 'Open setup', href: '/setup' };
  const check = checkForKind(kind);
  return { label: 'Run the doctor', href: check === null ? '/doctor' : `/doctor#check-${check}` };
}

/** Merges buttons with the same label: both wait for the same thing, or open the same editor. */
function uniqueByLabel(offers: readonly Offer[]): readonly Offer[] {
  return offers.filter(
    ({ label }, index) => offers.findIndex((other) => other.label === label) === index,
  );
}
