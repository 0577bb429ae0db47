'use client';

import { BookOpen, ChevronRight, ExternalLink } from 'lucide-react';
import Link from 'next/link';
import type { CatalogueLink } from '#lib/core/catalogue/catalogue-entry.ts';
import {
  type Diagnostics,
  diagnosticsRows,
  diagnosticsText,
} from '#lib/core/catalogue/diagnostics-text.ts';
import { formatCount } from '#lib/core/text/format-amount.ts';
import { formatDate } from '#lib/core/text/reader-format.ts';
import { useChatViewer } from '../../lib/client/chat/chat-actions.ts';
import { CopyButton } from '../ui/copy-button.tsx';

const FORMATS = {
  number: formatCount,
  moment: (ms: number) => formatDate(ms, { dateStyle: 'medium', timeStyle: 'long' }),
};

type BannerDetailsProps = { diagnostics: Diagnostics; link: CatalogueLink | null };

/** What support asks for, shown on demand, and links to more information. */
export function BannerDetails({ diagnostics, link }: BannerDetailsProps) {
  const { audience } = useChatViewer();
  const { kind, requestId } = diagnostics.error;
  return (
    <details className="group/details mt-1 text-sm">
      <summary className="-ms-1 inline-flex list-none items-center gap-1 rounded px-1 py-0.5 text-muted hover:text-text pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mirrored size-4 transition-transform duration-150 group-open/details:turned"
        />
        Details
      </summary>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {diagnosticsRows(diagnostics, FORMATS).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="font-mono text-[0.8125rem] leading-5">
              {audience === 'operator' && value === requestId ? (
                <Link
                  href={`/doctor?request=${encodeURIComponent(requestId)}#log`}
                  title="Show in the log"
                  className="underline underline-offset-2"
                  prefetch={false}
                >
                  {value}
                </Link>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 -ms-3 flex flex-wrap items-center gap-1">
        <CopyButton labelled label="Copy diagnostics" read={() => diagnosticsText(diagnostics)} />
        <Link href={`/errors/${kind}`} className="btn-quiet text-muted" prefetch={false}>
          <BookOpen aria-hidden className="size-4" />
          About this error
        </Link>
        {link && (
          <a
            href={link.href}
            target="_blank"
            rel="noopener noreferrer"
            className="btn-quiet text-muted"
          >
            <ExternalLink aria-hidden className="size-4" />
            {link.label}
          </a>
        )}
      </div>
    </details>
  );
}
