'use client';

import type { ReactNode } from 'react';
import type { PricesByModel } from '#lib/core/prices/usage-totals.ts';
import { useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { deferredUsage } from './deferred-parts.tsx';

type OperatorUsageProps = {
  children: (usage: typeof import('./usage.tsx'), prices: PricesByModel) => ReactNode;
};

/** The parts that show tokens and cost, for the operator. A visitor's page doesn't load their code. */
export function OperatorUsage({ children }: OperatorUsageProps) {
  const { prices } = useChatViewer();
  return prices && <LoadedUsage prices={prices}>{children}</LoadedUsage>;
}

function LoadedUsage({ prices, children }: OperatorUsageProps & { prices: PricesByModel }) {
  const usage = deferredUsage.use();
  return typeof usage === 'string' ? null : children(usage, prices);
}
