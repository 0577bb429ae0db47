'use client';

import { createContext, use } from 'react';
import type { ChatSession } from '#lib/client/chat/session-types.ts';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import type { PricesByModel } from '#lib/core/prices/usage-totals.ts';
import type { ProviderPages } from '#lib/core/providers/provider-site.ts';

/** Actions for messages and banners. Stable while replies stream, so it causes no renders. */
export type ChatActions = Pick<
  ChatSession,
  | 'retry'
  | 'resume'
  | 'edit'
  | 'show'
  | 'mark'
  | 'shortenAndRetry'
  | 'sentFor'
  | 'prepare'
  | 'getSnapshot'
  | 'subscribe'
> & {
  newChat: () => void;
  /** Opens the list of models. */
  chooseModel: () => void;
  chooseModelById: (id: string) => void;
  signIn: () => void;
};

/** What the wording of banners depends on. */
type ChatViewer = {
  audience: Audience;
  contact: string | null;
  upstreamName: string;
  /** Where requests go; only known to the operator. */
  baseUrl: string | null;
  upstreamPages: ProviderPages | null;
  /** Whether the server is `next dev`. */
  development: boolean;
  /** Null for visitors, who do not see what a reply costs. */
  prices: PricesByModel | null;
  offersOtherModels: boolean;
  models: readonly OfferedModel[];
  /** The one for new replies; empty while none is known. */
  model: string;
  /** The largest request that the site takes. */
  maxBytes: number;
  /** Whether a model can still be chosen; true for all while the list is not known. */
  isOffered: (model: string) => boolean;
  canRegenerate: boolean;
};

export const ChatActionsContext = createContext<ChatActions | null>(null);
export const ChatViewerContext = createContext<ChatViewer | null>(null);

export function useChatActions(): ChatActions {
  const actions = use(ChatActionsContext);
  if (!actions) throw new Error('ChatActionsContext is missing');
  return actions;
}

export function useChatViewer(): ChatViewer {
  const viewer = use(ChatViewerContext);
  if (!viewer) throw new Error('ChatViewerContext is missing');
  return viewer;
}
