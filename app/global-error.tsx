'use client';

import './globals.css';

/**
 * Shown when a page fails, for example if the network drops during a refresh. There is no `error.tsx`,
 * because the root layout holds nothing else to keep, and each such file adds 0.9 kB to the first load.
 */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  // The loader uses this name when part of a page couldn't be fetched.
  const isPartMissing = error.name === 'ChunkLoadError';
  // Keeps the layout's fonts, theme and size of text, because this replaces its element.
  const layout = typeof document === 'undefined' ? null : document.documentElement;
  return (
    <html
      lang="en"
      className={layout?.className}
      data-theme={layout?.dataset['theme']}
      data-text-size={layout?.dataset['textSize']}
      suppressHydrationWarning
    >
      <head>
        <title>Starlight</title>
      </head>
      <body>
        <main className="mx-auto flex max-w-sm flex-col gap-6 px-4 py-[max(2rem,8dvh)]">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">
            {isPartMissing ? "This page couldn't be loaded" : 'This page stopped working'}
          </h1>
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
        </main>
      </body>
    </html>
  );
}
