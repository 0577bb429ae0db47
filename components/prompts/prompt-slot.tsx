import { type RefObject, useState } from 'react';
import { deferModule } from '#lib/client/page/deferred-module.ts';

const deferredMenu = deferModule(() => import('./prompt-menu.tsx'));

type PromptSlotProps = {
  draft: string;
  setDraft: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
};

/** The place of the prompts above the field: their code loads with the first slash. */
export function PromptSlot(props: PromptSlotProps) {
  const [isWanted, setIsWanted] = useState(false);
  if (!isWanted && props.draft.startsWith('/')) setIsWanted(true);
  return isWanted && <Menu {...props} />;
}

/** Without its code, a slash is text as any other. */
function Menu(props: PromptSlotProps) {
  const part = deferredMenu.use();
  return typeof part === 'string' ? null : <part.PromptMenu {...props} />;
}
