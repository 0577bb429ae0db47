import { type ReactNode, useMemo } from 'react';
import { ChatViewerContext } from '#lib/client/chat/chat-actions.ts';
import type { ChatPage } from '#lib/client/chat/use-chat-page.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SiteState } from '#lib/core/site-state.ts';

type ChatViewerProps = {
  site: SiteState;
  audience: Audience;
  page: Pick<ChatPage, 'chosen' | 'replying'>;
  children: ReactNode;
};

/** Tells messages and banners who is looking, and what the site offers them. */
export function ChatViewer({ site, audience, page, children }: ChatViewerProps) {
  const { replying } = page;
  const { model, isOffered } = page.chosen;
  const viewer = useMemo(
    () => ({
      audience,
      contact: site.contact,
      upstreamName: site.upstreamName,
      baseUrl: site.upstreamBaseUrl,
      upstreamPages: site.upstreamPages,
      development: site.development,
      prices: audience === 'operator' ? site.prices : null,
      offersOtherModels: site.models.length > 1,
      models: site.models,
      model,
      maxBytes: site.maxBodyBytes,
      isOffered,
      canRegenerate: !replying,
    }),
    [audience, site, model, replying, isOffered],
  );
  return <ChatViewerContext value={viewer}>{children}</ChatViewerContext>;
}
