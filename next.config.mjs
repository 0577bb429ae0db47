/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // Replies are streams: gzip costs 1.9 times the CPU for 25 % fewer bytes, and buffers.
  compress: true,
  images: { unoptimized: true },
  serverExternalPackages: ['undici'],
};
