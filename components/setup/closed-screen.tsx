import { Stethoscope } from 'lucide-react';
import Link from 'next/link';
import { contactLinks } from '#lib/core/catalogue/contact-links.ts';
import { removeStep } from '#lib/core/catalogue/messages/operator-messages.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { LinkedText } from '../ui/linked-text.tsx';
import { CheckAgainButton } from './check-again-button.tsx';
import { ScreenFrame } from './screen-frame.tsx';

/** The page for STARLIGHT_CLOSED=1. It tells the operator how to reopen the chat. */
export function ClosedScreen({ site }: { site: Pick<SiteState, 'contact' | 'role'> }) {
  const { contact, role } = site;
  const isOperator = role === 'operator';
  return (
    <ScreenFrame title="The chat is closed for now">
      <p className="text-base text-pretty text-muted">
        The site owner has paused it. Your conversations stay in this browser and will be here when
        it reopens.
      </p>
      {isOperator && (
        <p className="tone-setup rounded-xl border border-tone-line bg-tone-tint p-4 text-[0.9375rem] text-pretty">
          <span className="font-semibold text-tone-text">To reopen it: </span>
          {removeStep('STARLIGHT_CLOSED')}
        </p>
      )}
      {!isOperator && contact && (
        <p className="text-base text-pretty">
          <LinkedText words={`Questions? Ask ${contact}.`} links={contactLinks(contact)} />
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <CheckAgainButton />
        {isOperator && (
          <Link href="/doctor" className="btn-line" prefetch={false}>
            <Stethoscope aria-hidden className="size-4" />
            Run the doctor
          </Link>
        )}
      </div>
    </ScreenFrame>
  );
}
