import path from 'node:path';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants.js';
import { assertNoPublicKey } from './lib/server/config/public-key-check.mjs';
import { buildIdOf } from './lib/server/process/build-id.mjs';
import { copyDiagramFrame } from './lib/server/process/diagram-frame-files.mjs';

// The only error that stops both build and start: the variable would be built into the page.
assertNoPublicKey(process.env);

const STATIC_HEADERS = [
  { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
];

/**
 * The page that draws diagrams and its files (lib/server/process/diagram-frame). `sandbox` gives it an origin of its
 * own, even if someone opens its address. To such an origin the site's own files are another site's, so they
 * allow every origin: they are the same for everyone, and public.
 */
const DIAGRAM_HEADERS = [
  {
    key: 'content-security-policy',
    value:
      "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  },
  { key: 'x-frame-options', value: 'SAMEORIGIN' },
  { key: 'access-control-allow-origin', value: '*' },
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'x-dns-prefetch-control', value: 'off' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'x-robots-tag', value: 'noindex' },
  // Their folder has another name when one of them changes.
  { key: 'cache-control', value: 'public, max-age=31536000, immutable' },
];

/**
 * @param {string} phase
 * @returns {import('next').NextConfig}
 */
export default function configure(phase) {
  // A running server already knows its build: it is written into the code.
  const isBuild = phase === PHASE_PRODUCTION_BUILD;
  if (isBuild || phase === PHASE_DEVELOPMENT_SERVER) {
    copyDiagramFrame(path.join(import.meta.dirname, 'public'));
  }
  const build = isBuild ? buildIdOf(import.meta.dirname, process.env) : 'development';
  return {
    // For a container image: everything the server needs in one folder (docs/deploy/docker.md).
    ...(process.env['STARLIGHT_STANDALONE'] === '1' && { output: 'standalone' }),
    poweredByHeader: false,
    reactStrictMode: true,
    productionBrowserSourceMaps: false,
    images: { unoptimized: true },
    // Puts the chat's own code in one chunk. In the default two, it is 1 kB gzip larger.
    experimental: { turbopackChunking: { minChunkSize: 200_000 } },
    // Keeps one copy of the word lists per process, outside the bundles, and loads Redis's client only when
    // it is used.
    serverExternalPackages: [
      'undici',
      '@redis/client',
      '@zxcvbn-ts/core',
      '@zxcvbn-ts/language-common',
    ],
    generateBuildId: () => build,
    env: { STARLIGHT_BUILD: build },
    // Hot reloading at the other address that development may be reached at.
    ...(phase === PHASE_DEVELOPMENT_SERVER && { allowedDevOrigins: ownHosts(process.env) }),
    // Everything else gets its headers from `proxy.ts` or `apiRoute`.
    headers: async () => [
      { source: '/_next/static/:path*', headers: STATIC_HEADERS },
      { source: '/diagram/:path*', headers: DIAGRAM_HEADERS },
    ],
  };
}

/** @param {NodeJS.ProcessEnv} env */
function ownHosts({ STARLIGHT_ORIGIN = '' }) {
  const hostname = URL.parse(STARLIGHT_ORIGIN)?.hostname;
  return hostname ? [hostname] : [];
}
