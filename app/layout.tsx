import './globals.css';
import './print.css';
import './settings.css';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { FirstScript } from '#components/settings/first-script.tsx';
import { EARLY_ENTER_SCRIPT } from '#lib/core/settings/early-enter-script.ts';
import { readSettings, SETTINGS_RECORD } from '#lib/core/settings/page-settings.ts';
import { SETTINGS_SCRIPT } from '#lib/core/settings/settings-script.ts';
import { SUB_PATH_SCRIPT } from '#lib/core/settings/sub-path-script.ts';
import { configFor } from '#lib/server/config/read-config.ts';
import { siteAddress } from '#lib/server/http/site-address.ts';
import { GeistMono } from './mono-font.ts';

const description = 'A chat page that keeps the API key on the server and explains every error.';

export async function generateMetadata(): Promise<Metadata> {
  const requestHeaders = await headers();
  return {
    metadataBase: siteAddress(requestHeaders.get('host'), configFor(requestHeaders)),
    title: { default: 'Starlight', template: '%s · Starlight' },
    description,
    applicationName: 'Starlight',
    openGraph: { title: 'Starlight', description, type: 'website', siteName: 'Starlight' },
    twitter: { card: 'summary_large_image' },
    referrer: 'no-referrer',
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfcfe' },
    { media: '(prefers-color-scheme: dark)', color: '#101118' },
  ],
};

// Reading cookies makes every page dynamic, which the content security policy's nonce requires.
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme } = readSettings({ theme: (await cookies()).get('theme')?.value });
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      {...(theme !== 'system' && { 'data-theme': theme })}
      // The first script adds what is set in this browser.
      suppressHydrationWarning
    >
      <body>
        <FirstScript
          code={SETTINGS_SCRIPT + EARLY_ENTER_SCRIPT + SUB_PATH_SCRIPT}
          nonce={nonce}
          record={SETTINGS_RECORD}
        />
        {children}
      </body>
    </html>
  );
}
