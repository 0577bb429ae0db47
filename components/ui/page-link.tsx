'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';

type PageLinkProps = { href: string; className: string; children: ReactNode };

/**
 * A link to another page of this site that keeps running replies alive: a plain click navigates
 * without loading a document. Next's `Link` does that too, but adds 3 kB of code for features no
 * link in the chat needs.
 */
export function PageLink({ href, className, children }: PageLinkProps) {
  const router = useRouter();
  return (
    <a
      href={href}
      className={className}
      onClick={(event) => {
        // The browser opens the new tab or window, or downloads.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        router.push(href);
      }}
    >
      {children}
    </a>
  );
}
