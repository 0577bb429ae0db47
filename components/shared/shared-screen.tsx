'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { continueShared } from '#lib/client/share/continue-shared.ts';
import { useSharedLink } from '#lib/client/share/use-shared-link.ts';
import { adoptShared, type SharedConversation } from '#lib/core/share/shared-conversation.ts';
import { breakWords } from '../ui/break-words.tsx';
import { StarMark } from '../ui/star-mark.tsx';
import { SharedFault } from './shared-fault.tsx';
import { SharedMessage } from './shared-message.tsx';

type SharedScreenProps = {
  /** Whether this visitor can chat on this site, and so continue the conversation. */
  mayChat: boolean;
};

/** A conversation that someone shared as a link, to read. It comes from the address, not from this site. */
export function SharedScreen({ mayChat }: SharedScreenProps) {
  const link = useSharedLink();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-13 items-center justify-between gap-2 border-b border-line px-4 print:hidden">
        <a
          href="/"
          className="-ms-2 flex min-h-9 items-center gap-2 rounded-lg px-2 font-semibold tracking-tight pointer-coarse:min-h-11"
        >
          <StarMark className="size-5" />
          Starlight
        </a>
        <a href="/" className="btn-quiet">
          Open chat
        </a>
      </header>
      <aside
        ref={keepBarHeight}
        aria-label="Who made this"
        className="tone-info sticky top-0 z-10 border-b border-tone-line bg-tone-tint px-4 py-2 text-center text-pretty text-tone-text"
      >
        <strong>Shared by someone, not by this site.</strong> Anyone can make such a link and write
        anything in it.
      </aside>
      <main className="mx-auto flex w-full max-w-[46rem] flex-1 flex-col gap-6 px-4 pt-8 pb-16">
        {link === null && (
          <p className="text-base text-muted">
            The conversation is in the link itself, and a script of this page reads it.
          </p>
        )}
        {link !== null && 'fault' in link && <SharedFault fault={link.fault} />}
        {link !== null && 'shared' in link && (
          <SharedLog key={link.fragment} {...link} mayChat={mayChat} />
        )}
      </main>
    </div>
  );
}

/** The head of a long block of code stays below the bar, whose height depends on the width. */
function keepBarHeight(bar: HTMLElement | null) {
  const page = bar?.parentElement;
  if (!bar || !page) return;
  const observer = new ResizeObserver(() =>
    page.style.setProperty('--bar-height', `${bar.offsetHeight}px`),
  );
  observer.observe(bar);
  return () => observer.disconnect();
}

type SharedLogProps = SharedScreenProps & { shared: SharedConversation; fragment: string };

function SharedLog({ shared, fragment, mayChat }: SharedLogProps) {
  const { messages } = adoptShared(shared, { key: '', now: 0 });
  return (
    <>
      <h1 dir="auto" className="text-2xl font-semibold tracking-tight text-balance">
        {breakWords(shared.title === '' ? 'Shared conversation' : shared.title)}
      </h1>
      <h2 className="sr-only">Conversation</h2>
      {messages.map((message, index) => (
        <SharedMessage key={message.id} message={message} asked={messages[index - 1]?.text ?? ''} />
      ))}
      {mayChat && <ContinueHere shared={shared} fragment={fragment} />}
    </>
  );
}

function ContinueHere({ shared, fragment }: Omit<SharedLogProps, 'mayChat'>) {
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'storing' | 'failed'>('idle');
  const onContinue = async () => {
    setState('storing');
    const id = await continueShared(shared, fragment);
    if (id === null) setState('failed');
    else router.push(`/?${new URLSearchParams({ chat: id })}`);
  };
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-6 print:hidden">
      <button
        type="button"
        className="btn-primary"
        disabled={state === 'storing'}
        onClick={onContinue}
      >
        Continue here
      </button>
      <p role="status" className="text-muted">
        {state === 'failed'
          ? "This browser doesn't let the page store anything, so the conversation can only be read."
          : 'Makes a copy among your conversations in this browser. What you write stays yours.'}
      </p>
    </div>
  );
}
