'use client';

import type { StoreProblem } from '#lib/client/storage/store-problem.ts';
import { deferredBrowserCopy } from './deferred-parts.tsx';
import { StorageNotice } from './storage-notice.tsx';
import { VersionNotice } from './version-notice.tsx';

type PageNoticesProps = {
  build: string;
  replying: boolean;
  /** How many there are; undefined until known. */
  conversationCount: number | undefined;
  problem: StoreProblem | null;
  onData: () => void;
};

/** What concerns the page as a whole: a newer version, and what the browser stores of it. */
export function PageNotices(props: PageNoticesProps) {
  const { build, replying, conversationCount = 0, problem, onData } = props;
  const copy = deferredBrowserCopy.use();
  return (
    <>
      <VersionNotice build={build} replying={replying} />
      {typeof copy !== 'string' && (
        <copy.BrowserCopy build={build} worthKeeping={!replying && conversationCount > 1} />
      )}
      <StorageNotice problem={problem} onData={onData} />
    </>
  );
}
