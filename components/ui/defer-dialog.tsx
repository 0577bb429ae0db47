'use client';

import type { ComponentType } from 'react';
import { deferModule } from '#lib/client/page/deferred-module.ts';
import { MissingPartDialog } from './missing-part-dialog.tsx';

/** A dialog whose code loads when it is first opened; if that fails, another dialog says so. */
export function deferDialog<Props extends { onClose: () => void }>(
  title: string,
  load: () => Promise<{ Dialog: ComponentType<Props> }>,
): ComponentType<Props> {
  const deferred = deferModule(load);
  return function DeferredDialog(props) {
    const loaded = deferred.use();
    if (loaded === 'loading') return null;
    if (loaded === 'failed') return <MissingPartDialog title={title} onClose={props.onClose} />;
    return <loaded.Dialog {...props} />;
  };
}
