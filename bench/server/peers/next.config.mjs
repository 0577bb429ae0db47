import path from 'node:path';

/** @type {import('next').NextConfig} */
export default {
  compress: false,
  poweredByHeader: false,
  // The packages are two folders up.
  turbopack: { root: path.resolve(import.meta.dirname, '../..') },
  outputFileTracingRoot: path.resolve(import.meta.dirname, '../..'),
};
