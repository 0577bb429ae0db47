'use client';

import type { StoreProblem } from '#lib/client/storage/store-problem.ts';
import { deferredStorageParts } from './deferred-parts.tsx';
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
  const storage = deferredStorageParts.use();
  return (
    <>
      <VersionNotice build={build} replying={replying} />
      {typeof storage !== 'string' && (
        <>
          <storage.BrowserCopy build={build} worthKeeping={!replying && conversationCount > 1} />
          <storage.StorageNotice problem={problem} onData={onData} />
        </>
      )}
    </>
  );
}
