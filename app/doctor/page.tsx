import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { DoctorScreen } from '#components/doctor/doctor-screen.tsx';
import { DoctorSignIn } from '#components/doctor/doctor-sign-in.tsx';
import { LimitsSection } from '#components/doctor/limits-section.tsx';
import { configFor } from '#lib/server/config/read-config.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { operatorRightsOf } from '#lib/server/doctor/require-operator.ts';
import { isLoopbackHost } from '#lib/server/http/development/is-loopback-host.ts';
import { readLimitsInForce } from '#lib/server/limits/read-limits-in-force.ts';
import { nullIfUnavailable } from '#lib/server/store/store-failure.ts';

export const metadata: Metadata = { title: 'Doctor' };

export default async function DoctorPage() {
  const requestHeaders = await headers();
  const site = await readSiteState(requestHeaders.get('cookie'), requestHeaders);
  const config = configFor(requestHeaders);
  const rights = await operatorRightsOf(requestHeaders, config);
  if (rights) {
    const limits = await readLimitsInForce(config, { isOwner: rights.seesKey }).catch(
      nullIfUnavailable,
    );
    const listens = site.development && isLoopbackHost(requestHeaders.get('host'));
    return (
      <DoctorScreen
        upstreamName={site.upstreamName}
        listens={listens}
        limits={
          <LimitsSection
            limits={limits}
            isShared={config.redisUrl !== null}
            upstreamName={site.upstreamName}
            upstreamPages={site.upstreamPages}
            onVercel={config.onVercel}
          />
        }
      />
    );
  }
  if (!site.operatorCodeSet) notFound();
  return <DoctorSignIn />;
}
