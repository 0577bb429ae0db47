'use client';

import { ScreenFrame } from '#components/setup/screen-frame.tsx';

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  // By this name the loader of a page's parts tells that one could not be fetched.
  const isPartMissing = error.name === 'ChunkLoadError';
  return (
    <ScreenFrame
      title={isPartMissing ? 'This page could not be loaded' : 'This page stopped working'}
    >
      <p className="text-base text-pretty text-muted">
        {isPartMissing
          ? 'The connection may be down, or Starlight was updated while this page was open.'
          : 'Something in Starlight itself failed.'}{' '}
        Your messages and your draft are kept in this browser; reloading brings them back.
      </p>
      {error.digest && <p className="font-mono text-sm text-muted">Digest: {error.digest}</p>}
      <button
        type="button"
        className="btn-primary self-start"
        onClick={() => window.location.reload()}
      >
        Reload the page
      </button>
    </ScreenFrame>
  );
}
