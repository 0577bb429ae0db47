'use client';

import { useEffect, useState } from 'react';
import { useOnline } from '../network/use-online.ts';

export type SendWhenReady = {
  ticked: boolean;
  tick: (ticked: boolean) => void;
};

/**
 * Sends once, as soon as it is ready and online, if the visitor has checked the box. Unchecks it when
 * sending and whenever sending is no longer allowed (something else was sent in the meantime), so that
 * it never sends twice. The state is lost when the component unmounts.
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
