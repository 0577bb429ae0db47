import type { ReactNode } from 'react';
import { StarMark } from '../ui/star-mark.tsx';

/** The frame of the guide's pages. Its links are plain, so they work before and without scripts. */
export function GuideFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line">
        <nav
          aria-label="Starlight"
          className="mx-auto flex w-full max-w-[48rem] items-center gap-1 px-4 py-2"
        >
          <a
            href="/"
            className="-ms-2 flex min-h-9 items-center gap-2 rounded-lg px-2 font-semibold tracking-tight pointer-coarse:min-h-11"
          >
            <StarMark className="size-5" />
            Starlight
          </a>
          <span className="flex-1" />
          <a href="/errors" className="btn-quiet">
            Error guide
          </a>
          <a href="/" className="btn-line">
            Open chat
          </a>
        </nav>
      </header>
      <main className="mx-auto flex w-full max-w-[48rem] flex-1 flex-col gap-8 px-4 pt-8 pb-16 sm:pt-12">
        {children}
      </main>
    </div>
  );
}
