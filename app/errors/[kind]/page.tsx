import type { Metadata, ResolvingMetadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { KindPage } from '#components/guide/kind-page.tsx';
import { isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { guideEntryOf } from '#lib/core/guide/guide-entry.ts';
import { showMePath } from '#lib/core/guide/show-me-path.ts';
import { configFor } from '#lib/server/config/read-config.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { demoSiteOf } from '#lib/server/demo/demo-site.ts';

type Props = { params: Promise<{ kind: string }> };

export async function generateMetadata(
  { params }: Props,
  parent: ResolvingMetadata,
): Promise<Metadata> {
  const { kind } = await params;
  if (!isErrorKind(kind)) return { title: 'Not found' };
  const { heading: title, meaning: description } = guideEntryOf(kind);
  const url = `/errors/${kind}`;
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: {
      title,
      description,
      type: 'article',
      siteName: 'Starlight',
      url,
      images: (await parent).openGraph?.images ?? [],
    },
  };
}

export default async function ErrorKindPage({ params }: Props) {
  const { kind } = await params;
  if (!isErrorKind(kind)) notFound();
  const requestHeaders = await headers();
  const site = await readSiteState(requestHeaders.get('cookie'), requestHeaders);
  const demoOffered = demoSiteOf(configFor(requestHeaders)) !== null;
  return <KindPage kind={kind} showMe={showMePath(kind, site, { demoOffered })} />;
}
