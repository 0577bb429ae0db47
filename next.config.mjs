import { assertNoPublicKey } from './lib/server/public-key-check.mjs';

// The one thing that stops both build and start: the variable would be built into the page.
assertNoPublicKey(process.env);

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ['undici'],
};
