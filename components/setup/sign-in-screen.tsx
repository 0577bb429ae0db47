'use client';

import { useRouter } from 'next/navigation';
import type { SiteState } from '#lib/core/site-state.ts';
import { ScreenFrame } from './screen-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** The sign-in screen of a site with an access code. */
export function SignInScreen({ site }: { site: SiteState }) {
  const router = useRouter();
  return (
    <ScreenFrame title="Enter the access code">
      <p className="text-base text-pretty text-muted">
        This chat is shared with people who have its code.{' '}
        {site.contact
          ? `If you don't have it, ask ${site.contact}.`
          : "If you don't have it, ask whoever sent you here."}
      </p>
      <SignInForm contact={site.contact} onSignedIn={() => router.refresh()} />
      <p className="text-pretty text-muted">
        Messages go through this server to {site.upstreamName}. Conversations are saved in this
        browser only.
      </p>
    </ScreenFrame>
  );
}
