'use client';

import { useRouter } from 'next/navigation';
import type { MouseEvent, ReactNode } from 'react';

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
        if (!isPlainClick(event)) return;
        event.preventDefault();
        router.push(href);
      }}
    >
      {children}
    </a>
  );
}

/** After any other click, the browser opens a tab or a window, or downloads. */
export function isPlainClick(event: MouseEvent): boolean {
  return !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}
