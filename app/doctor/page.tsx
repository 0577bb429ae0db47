import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { DoctorScreen } from '#components/doctor/doctor-screen.tsx';
import { DoctorSignIn } from '#components/doctor/doctor-sign-in.tsx';
import { isLoopbackHost } from '#lib/server/doctor/is-loopback-host.ts';
import { readSiteState } from '#lib/server/site-state.ts';

export const metadata: Metadata = { title: 'Doctor' };

export default async function DoctorPage() {
  const requestHeaders = await headers();
  const site = await readSiteState(requestHeaders.get('cookie'), requestHeaders);
  if (site.role === 'operator') {
    const listens = site.development && isLoopbackHost(requestHeaders.get('host'));
    return <DoctorScreen upstreamName={site.upstreamName} listens={listens} />;
  }
  if (!site.operatorCodeSet) notFound();
  return <DoctorSignIn />;
}
