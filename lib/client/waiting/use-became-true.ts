'use client';

import { useState } from 'react';

/** Whether a claim that was false has become true since this was first drawn. */
export function useBecameTrue(claim: boolean): boolean {
  const [wasFalse, setWasFalse] = useState(!claim);
  if (!claim && !wasFalse) setWasFalse(true);
  return claim && wasFalse;
}
