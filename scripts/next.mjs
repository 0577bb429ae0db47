// Next's own command line, without its telemetry, in the same words on every operating system.
import './require-node-24.mjs';
import './stop-with-npm.mjs';

process.env['NEXT_TELEMETRY_DISABLED'] ??= '1';
await import('next/dist/bin/next');
