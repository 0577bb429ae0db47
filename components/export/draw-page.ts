import type { DrawPage } from '#lib/client/storage/your-data/export-conversations.ts';

/** Draws the page of an HTML export. Its code loads on first use; rejects if it can't. */
export const drawPage: DrawPage = async (conversations) => {
  const { conversationsPage } = await import('./conversations-page.tsx');
  return conversationsPage(conversations);
};
