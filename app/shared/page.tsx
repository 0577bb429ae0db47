import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { SharedScreen } from '#components/shared/shared-screen.tsx';
import { readSiteState } from '#lib/server/config/read-site-state.ts';

// The title is this site's, never the one in the link: that one is a stranger's.
export const metadata: Metadata = {
  title: 'Shared conversation',
  robots: { index: false, follow: false },
};

/** Open to everyone: the conversation is in the fragment of the address, which no server receives. */
export default async function SharedPage() {
  const requestHeaders = await headers();
  const site = await readSiteState(requestHeaders.get('cookie'), requestHeaders);
  return <SharedScreen mayChat={site.mode === 'chat'} />;
}
