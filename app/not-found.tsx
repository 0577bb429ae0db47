import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ScreenFrame } from '#components/setup/screen-frame.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default async function NotFound() {
  // Makes this page dynamic; a prerendered one would have scripts without the nonce.
  await headers();
  return (
    <ScreenFrame title="404: page not found">
      <p className="text-base text-pretty text-muted">
        The address may have a typo, or the page may have moved. Your conversations are still saved.
      </p>
      <div className="flex flex-wrap gap-2">
        <a href="/" className="btn-primary">
          Open chat
        </a>
        <a href="/errors" className="btn-line">
          Error guide
        </a>
      </div>
    </ScreenFrame>
  );
}
