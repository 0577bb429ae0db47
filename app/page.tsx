import { cookies, headers } from 'next/headers';
import { SiteScreen } from '#components/site-screen.tsx';
import { readSiteState } from '#lib/server/config/read-site-state.ts';

export default async function Page() {
  const requestHeaders = await headers();
  const site = await readSiteState(requestHeaders.get('cookie'), requestHeaders);
  const sidebarOpen = (await cookies()).get('sidebar')?.value !== 'closed';
  return <SiteScreen site={site} sidebarOpen={sidebarOpen} />;
}
