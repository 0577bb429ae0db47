'use client';

import { useEffect, useState } from 'react';
import { useOnline } from '../network/use-online.ts';

export type SendWhenReady = {
  ticked: boolean;
  tick: (ticked: boolean) => void;
};

/**
 * Sends once, as soon as it is ready and there is a network, if the visitor has ticked it. Unticks
 * itself as it sends, and whenever it is no longer allowed (something else was sent meanwhile), so
 * that it never sends twice. What was ticked is forgotten with the component.
 */
export function useSendWhenReady({
  ready,
  allowed,
  send,
}: {
  ready: boolean;
  allowed: boolean;
  send: () => void;
}): SendWhenReady {
  const [ticked, tick] = useState(false);
  const online = useOnline();
  if (ticked && !allowed) tick(false);
  const due = ticked && allowed && ready && online;
  useEffect(() => {
    if (!due) return;
    tick(false);
    send();
  }, [due, send]);
  return { ticked, tick };
}
