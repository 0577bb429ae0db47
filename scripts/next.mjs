// Next's own command line, without its telemetry, in the same words on every operating system.
import './require-node-24.mjs';
import './stop-with-npm.mjs';

process.env['NEXT_TELEMETRY_DISABLED'] ??= '1';
await import(process.argv[2] === 'build' ? './build.mjs' : 'next/dist/bin/next');
