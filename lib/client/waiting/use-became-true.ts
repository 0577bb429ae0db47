'use client';

import { useState } from 'react';

/** Whether a condition that was false has become true since the first render. */
export function useBecameTrue(condition: boolean): boolean {
  const [wasFalse, setWasFalse] = useState(!condition);
  if (!condition && !wasFalse) setWasFalse(true);
  return condition && wasFalse;
}
