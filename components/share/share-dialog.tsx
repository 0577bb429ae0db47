'use client';

import { Download, Link2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { copyText } from '#lib/client/page/copy-text.ts';
import { downloadText } from '#lib/client/page/download-text.ts';
import { inspectShared } from '#lib/client/share/inspect-shared.ts';
import { MAX_LINK_LENGTH, packSharedLink } from '#lib/client/share/shared-link.ts';
import { exportFileName } from '#lib/client/storage/your-data/export-file-name.ts';
import type { ChatMessage } from '#lib/core/chat/chat-log.ts';
import { sharedConversationOf } from '#lib/core/share/shared-conversation.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { formatBytes } from '#lib/core/text/format-bytes.ts';
import { drawPage } from '../export/draw-page.ts';
import { Modal } from '../ui/modal.tsx';
import { SecretList } from './secret-list.tsx';

export type ShareDialogProps = {
  title: string;
  /** The messages to share, from the first one on. */
  path: readonly ChatMessage[];
  onClose: () => void;
};

type Packed = Awaited<ReturnType<typeof packSharedLink>>;

/** Shares a conversation as a link that contains it, or as a file. Nothing is sent to a server. */
export function ShareDialog({ title, path, onClose }: ShareDialogProps) {
  const shared = useMemo(() => sharedConversationOf(title, path), [title, path]);
  const secrets = useMemo(() => inspectShared(shared), [shared]);
  const [packed, setPacked] = useState<Packed | null>(null);
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    let isWanted = true;
    void packSharedLink(shared).then((next) => isWanted && setPacked(next));
    return () => {
      isWanted = false;
    };
  }, [shared]);

  const copyLink = async (fragment: string) => {
    const link = `${window.location.origin}/shared#${fragment}`;
    const isCopied = await copyText(link);
    setOutcome(isCopied ? 'Link copied.' : "The browser didn't allow copying.");
  };
  const saveFile = async () => {
    try {
      const name = exportFileName(title, 'html');
      const parts = await drawPage([{ id: '', title, path }]);
      downloadText(name, 'text/html;charset=utf-8', parts);
      setOutcome(`Saved as ${name}.`);
    } catch {
      setOutcome("The part that writes this file couldn't be loaded. Reload the page.");
    }
  };

  const anyway = secrets.length > 0 ? ' anyway' : '';
  const { fragment = null } = packed ?? {};
  return (
    <Modal title="Share this conversation" onClose={onClose}>
      <p className="text-base">{summaryOf(packed, path)}</p>
      <p className="mt-1 text-muted">{leftOutOf(path)}</p>
      {secrets.length > 0 && <SecretList secrets={secrets} />}
      <div className="mt-4 flex flex-wrap gap-2">
        {(packed === null || fragment !== null) && (
          <button
            type="button"
            className="btn-primary"
            disabled={fragment === null}
            onClick={() => fragment !== null && copyLink(fragment)}
          >
            <Link2 aria-hidden className="size-4" />
            Copy link{anyway}
          </button>
        )}
        <button
          type="button"
          className={packed && fragment === null ? 'btn-primary' : 'btn-line'}
          onClick={saveFile}
        >
          <Download aria-hidden className="size-4" />
          Save as HTML file{anyway}
        </button>
      </div>
      <p role="status" className="mt-3 text-muted empty:mt-0">
        {outcome}
      </p>
    </Modal>
  );
}

function summaryOf(packed: Packed | null, path: readonly ChatMessage[]): string {
  const messages = path.length === 1 ? 'One message' : `${formatCount(path.length)} messages`;
  if (packed === null) return `${messages}.`;
  if (packed.fragment !== null) {
    return `${messages}, in a link of ${formatBytes(packed.length)} that contains the conversation. Nothing is uploaded: anyone who has the link can read it, and you can't take it back.`;
  }
  if (packed.length === 0) {
    return `${messages}. This browser is too old to make a link. Save an HTML file and send that.`;
  }
  return `${messages}, too long for a link: ${formatBytes(packed.length)} of at most ${formatBytes(MAX_LINK_LENGTH)}. Save an HTML file and send that.`;
}

function leftOutOf(path: readonly ChatMessage[]): string {
  const hasPictures = path.some(
    ({ images = [], attachments = [] }) =>
      images.length > 0 || attachments.some(({ type }) => type === 'picture'),
  );
  const always = 'Thinking, other versions of messages and failures are left out.';
  if (!hasPictures) return always;
  return `${always} Pictures are only in the file.`;
}
