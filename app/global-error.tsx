'use client';

import './globals.css';
import PageError from './error.tsx';

/** Shown when the root layout itself fails, for example if the network drops during a refresh. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <head>
        <title>Starlight</title>
      </head>
      <body>
        <PageError error={error} />
      </body>
    </html>
  );
}
