import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { ChatApp } from '#components/chat/chat-app.tsx';
import { configFor } from '#lib/server/config/read-config.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { demoSiteOf } from '#lib/server/demo/demo-site.ts';

export const metadata: Metadata = { title: 'Demo' };

export default async function DemoPage() {
  const requestHeaders = await headers();
  const demo = demoSiteOf(configFor(requestHeaders));
  if (!demo) notFound();
  const site = await readSiteState(requestHeaders.get('cookie'), requestHeaders, demo);
  const sidebarOpen = (await cookies()).get('sidebar')?.value !== 'closed';
  return <ChatApp site={site} sidebarOpen={sidebarOpen} />;
}
