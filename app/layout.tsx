import './globals.css';
import './print.css';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { readTheme } from '#lib/core/theme.ts';
import { configFor } from '#lib/server/config/read-config.ts';
import { siteAddress } from '#lib/server/http/site-address.ts';

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
  const theme = readTheme((await cookies()).get('theme')?.value);
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      {...(theme !== 'system' && { 'data-theme': theme })}
    >
      <body>{children}</body>
    </html>
  );
}
