import type { ComponentProps } from 'react';
import type { CommandCenter } from '../commands/command-center.tsx';
import { MissingPartDialog } from '../ui/missing-part-dialog.tsx';
import { deferredCommands } from './deferred-parts.tsx';

/** The place of search, commands and shortcuts, which says so if their code couldn't be loaded. */
export function CommandSlot(props: ComponentProps<typeof CommandCenter>) {
  const part = deferredCommands.use();
  if (typeof part !== 'string') return <part.CommandCenter {...props} />;
  if (part === 'loading' || !props.isSearching) return null;
  return <MissingPartDialog title="Search" onClose={() => props.onSearching(false)} />;
}
