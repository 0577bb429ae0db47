'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useChatActions } from '#lib/client/chat/chat-actions.ts';
import {
  newConversationSettings,
  settingsOfNext,
} from '#lib/client/chat/new-conversation-settings.ts';
import { PromptsOpening } from '../prompts/prompts-opening.tsx';
import { deferDialog } from '../ui/defer-dialog.tsx';
import type { ConversationSettingsDialogProps } from './conversation-settings-dialog.tsx';
import { conversationSettingsOpener } from './conversation-settings-opener.ts';
import { LinkNotice } from './link-notice.tsx';

const ConversationSettingsDialog = deferDialog<ConversationSettingsDialogProps>(
  'Conversation settings',
  async () => {
    const { ConversationSettingsDialog: Dialog } = await import(
      './conversation-settings-dialog.tsx'
    );
    return { Dialog };
  },
);

/** In the header: opens the settings of the conversation, and shows whether something is set. */
export function ConversationControls() {
  const { subscribe, getSnapshot, mark } = useChatActions();
  const { conversation } = useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
  useSyncExternalStore(newConversationSettings.subscribe, newConversationSettings.read);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => conversationSettingsOpener.subscribe(() => setIsOpen(true)), []);
  const settings = settingsOfNext({ conversation });
  const isSet = Object.keys(settings).length > 0;
  const label = `Conversation settings${isSet ? ': changed' : ''}`;
  return (
    <>
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className="btn-icon relative"
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        {isSet && (
          <span
            aria-hidden
            className="absolute end-1 top-1 size-2 rounded-full border border-page bg-accent"
          />
        )}
      </button>
      <LinkNotice />
      <PromptsOpening />
      {isOpen && (
        <ConversationSettingsDialog
          isNew={conversation === null}
          settings={settings}
          onSettings={(next) => {
            if (conversation) mark(conversation, { settings: next });
            else newConversationSettings.choose(next);
          }}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
