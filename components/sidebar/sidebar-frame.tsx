'use client';

import { Menu, PanelLeft } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { savePreference } from '#lib/client/page/preference-cookie.ts';
import { useModalDialog } from '../ui/use-modal-dialog.ts';
import { sidebarToggle } from './sidebar-toggle.ts';

type SidebarFrameProps = {
  openAtFirst: boolean;
  sidebar: ReactNode;
  header: ReactNode;
  children: ReactNode;
};

/** The page's frame: a collapsible sidebar on wide screens, a drawer on narrow ones. */
export function SidebarFrame({ openAtFirst, sidebar, header, children }: SidebarFrameProps) {
  const [open, setOpen] = useState(openAtFirst);
  const [drawer, setDrawer] = useState(false);
  const toggle = () => {
    savePreference('sidebar', open ? 'closed' : 'open');
    setOpen(!open);
  };
  useEffect(() => sidebarToggle.subscribe(toggle));
  return (
    <div className="paper-frame flex h-dvh overflow-hidden">
      {open && (
        <aside
          aria-label="Conversations"
          className="hidden w-[16.25rem] shrink-0 flex-col border-e border-line bg-sunken md:flex"
        >
          {sidebar}
        </aside>
      )}
      {drawer && <Drawer onClose={() => setDrawer(false)}>{sidebar}</Drawer>}
      <div className="paper-frame flex min-w-0 flex-1 flex-col">
        <header className="flex h-13 shrink-0 short:h-11 items-center gap-2 border-b border-line px-2 pt-[env(safe-area-inset-top)] sm:px-3">
          <button
            type="button"
            className="btn-icon md:hidden"
            aria-label="Open conversations"
            onClick={() => setDrawer(true)}
          >
            <Menu aria-hidden className="size-5" />
          </button>
          <button
            type="button"
            className="btn-icon hidden md:inline-flex"
            aria-label={open ? 'Hide conversations' : 'Show conversations'}
            title={open ? 'Hide conversations' : 'Show conversations'}
            aria-expanded={open}
            onClick={toggle}
          >
            <PanelLeft aria-hidden className="mirrored size-4" />
          </button>
          {header}
        </header>
        <main className="paper-frame flex min-h-0 flex-1 flex-col">{children}</main>
      </div>
    </div>
  );
}

function Drawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const dialog = useModalDialog();
  return (
    <dialog
      ref={dialog}
      aria-label="Conversations"
      onClose={onClose}
      onClick={(event) => {
        // A click outside the drawer, or on anything in it that opens a conversation, closes it.
        const target = event.target instanceof Element ? event.target : null;
        if (target === dialog.current || target?.closest('[data-closes-drawer]')) onClose();
      }}
      onKeyDown={undefined}
      className="drawer fixed inset-y-0 start-0 m-0 h-dvh max-h-none w-[min(18.75rem,85vw)] max-w-none border-e border-line bg-sunken p-0 text-text md:hidden"
    >
      <div className="flex h-full flex-col">{children}</div>
    </dialog>
  );
}
