'use client';

import { loadChatStream } from '#lib/client/chat/open-chat-stream-when-loaded.ts';
import { deferModule } from '#lib/client/page/deferred-module.ts';
import type { DataDialogProps } from '../data/data-dialog.tsx';
import type { SettingsDialogProps } from '../settings/settings-dialog.tsx';
import { deferDialog } from '../ui/defer-dialog.tsx';
import type { ModelDialogProps } from './model-dialog.tsx';
import type { SignInDialogProps } from './sign-in-dialog.tsx';
import type { SimulateDialogProps } from './simulate-dialog.tsx';

/** Code that the first paint doesn't need. */
export const deferredMarkdown = deferModule(() => import('../markdown/reply-markdown.tsx'));
export const deferredFollowEnd = deferModule(() => import('./follow-end.tsx'));
export const deferredMessageTools = deferModule(() => import('./message-tools.tsx'));
export const deferredReplyNotes = deferModule(() => import('./reply-notes.tsx'));
export const deferredThought = deferModule(() => import('./thought.tsx'));
export const deferredExtras = deferModule(() => import('../extras/extras-view.tsx'));
export const deferredAttachments = deferModule(() => import('../attachments/attachment-parts.tsx'));
export const deferredUsage = deferModule(() => import('./usage.tsx'));
export const deferredModelNotice = deferModule(() => import('./model-notice.tsx'));
export const deferredSearchSwitch = deferModule(() => import('./search-switch.tsx'));
export const deferredStorageParts = deferModule(() => import('./storage-parts.tsx'));
export const deferredConversationControls = deferModule(
  () => import('../conversation-settings/conversation-controls.tsx'),
);
export const deferredCommands = deferModule(() => import('../commands/command-center.tsx'));
export const deferredConversationList = deferModule(
  () => import('../sidebar/conversation-list.tsx'),
);
export const deferredNotices = deferModule(() => import('./composer-notices.tsx'));
export const deferredBanner = deferModule(() => import('../banner/error-banner.tsx'));

export const SignInDialog = deferDialog<SignInDialogProps>('Sign in', async () => {
  const { SignInDialog: Dialog } = await import('./sign-in-dialog.tsx');
  return { Dialog };
});
export const DataDialog = deferDialog<DataDialogProps>('Your data', async () => {
  const { DataDialog: Dialog } = await import('../data/data-dialog.tsx');
  return { Dialog };
});
export const SettingsDialog = deferDialog<SettingsDialogProps>('Settings', async () => {
  const { SettingsDialog: Dialog } = await import('../settings/settings-dialog.tsx');
  return { Dialog };
});
export const ModelDialog = deferDialog<ModelDialogProps>('Choose a model', async () => {
  const { ModelDialog: Dialog } = await import('./model-dialog.tsx');
  return { Dialog };
});
export const SimulateDialog = deferDialog<SimulateDialogProps>('Simulate a failure', async () => {
  const { SimulateDialog: Dialog } = await import('./simulate-dialog.tsx');
  return { Dialog };
});

/** Loads what a reply needs once the page is idle, so that a banner can render without the network. */
export function loadDeferredParts(): () => void {
  const load = () => {
    // First, so that a message sent right away doesn't wait for parts it doesn't need.
    loadChatStream();
    deferredMessageTools.load();
    deferredBanner.load();
    deferredMarkdown.load();
    deferredThought.load();
    deferredReplyNotes.load();
    deferredExtras.load();
    deferredFollowEnd.load();
    deferredNotices.load();
  };
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(load, { timeout: 1000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(load, 200);
  return () => clearTimeout(timer);
}
