import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { SetupScreen } from '#components/setup/setup-screen.tsx';
import { readSiteState } from '#lib/server/config/read-site-state.ts';

export const metadata: Metadata = { title: 'Setup' };

export default async function SetupPage() {
  const requestHeaders = await headers();
  const site = await readSiteState(requestHeaders.get('cookie'), requestHeaders);
  // On a working site, its configuration is only the operator's business.
  if (site.mode !== 'setup' && site.mode !== 'unprotected' && site.role !== 'operator') notFound();
  return <SetupScreen site={site} />;
}
