'use client';

import { ScreenFrame } from '#components/setup/screen-frame.tsx';

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <ScreenFrame title="This page stopped working">
      <p className="text-base text-pretty text-muted">
        Something in Starlight itself failed. Your messages and your draft are kept in this browser;
        reloading brings them back.
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
