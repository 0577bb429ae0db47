import type { ProviderPages } from '../providers/provider-site.ts';
import type { BannerContext, CatalogueLink } from './catalogue-entry.ts';

const LABELS: Record<keyof ProviderPages, (name: string) => string> = {
  keys: (name) => `API keys at ${name}`,
  credit: (name) => `Billing at ${name}`,
  limits: (name) => `Limits at ${name}`,
  models: (name) => `Models at ${name}`,
  status: (name) => `Status of ${name}`,
  docs: (name) => `Documentation of ${name}`,
};

/**
 * The page to link to: OpenAI's, or the one of another provider in its place, which only the operator
 * is told about. `null` if there is none for this reader.
 */
export function upstreamLink(
  link: CatalogueLink | null,
  {
    audience,
    upstreamName,
    upstreamPages,
  }: Pick<BannerContext, 'audience' | 'upstreamName' | 'upstreamPages'>,
): CatalogueLink | null {
  if (link === null) return null;
  if (upstreamName === 'OpenAI') {
    return link.audience === 'everyone' || audience === 'operator' ? link : null;
  }
  const href = link.role === undefined ? null : (upstreamPages?.[link.role] ?? null);
  if (audience === 'visitor' || link.role === undefined || href === null) return null;
  return { ...link, href, label: LABELS[link.role](upstreamName) };
}
