'use client';

import { ScreenFrame } from '#components/setup/screen-frame.tsx';

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  // The loader uses this name when part of a page couldn't be fetched.
  const isPartMissing = error.name === 'ChunkLoadError';
  return (
    <ScreenFrame
      title={isPartMissing ? "This page couldn't be loaded" : 'This page stopped working'}
    >
      <p className="text-base text-pretty text-muted">
        {isPartMissing
          ? 'The connection may be down, or Starlight was updated while this page was open.'
          : 'Something in Starlight itself failed.'}{' '}
        Your messages and draft are saved in this browser; reloading brings them back.
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
