'use client';

import './globals.css';
import PageError from './error.tsx';

/** What is left when the frame of all pages fails, as when the network goes in the middle of a refresh. */
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
