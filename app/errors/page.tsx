import type { Metadata, ResolvingMetadata } from 'next';
import { redirect } from 'next/navigation';
import { GuideList } from '#components/guide/guide-list.tsx';
import { SearchResults } from '#components/guide/search-results.tsx';
import { searchGuide } from '#lib/core/guide/search/search-guide.ts';
import { readTypedQuery } from '#lib/core/guide/search/typed-query.ts';

type Props = { searchParams: Promise<{ q?: string | string[] }> };

const title = 'Error guide';
const description =
  'Every way a call to a model can fail: what it means, why it happens and what to do.';

export async function generateMetadata(
  { searchParams }: Props,
  parent: ResolvingMetadata,
): Promise<Metadata> {
  const { query } = readTypedQuery(await queryFrom(searchParams));
  return {
    title: query === '' ? title : `${query.slice(0, 60)} · ${title}`,
    description,
    alternates: { canonical: '/errors' },
    openGraph: {
      title,
      description,
      type: 'website',
      siteName: 'Starlight',
      url: '/errors',
      images: (await parent).openGraph?.images ?? [],
    },
    ...(query !== '' && { robots: { index: false } }),
  };
}

export default async function ErrorsPage({ searchParams }: Props) {
  const { query, heldKey } = readTypedQuery(await queryFrom(searchParams));
  if (heldKey) redirect(`/errors?q=${encodeURIComponent(query)}`);
  return query === '' ? <GuideList /> : <SearchResults search={searchGuide(query)} />;
}

async function queryFrom(searchParams: Props['searchParams']): Promise<string> {
  const { q = '' } = await searchParams;
  return typeof q === 'string' ? q : q.join(' ');
}
