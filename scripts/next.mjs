// Next's own command line, without telemetry, invoked the same way on every operating system.
import './require-node-24.mjs';
import './stop-with-npm.mjs';

const [, , command = ''] = process.argv;
process.env['NEXT_TELEMETRY_DISABLED'] ??= '1';
// Without a command Next uses `dev`. In development every user is the operator, so the server only
// listens on this machine; a `-H` argument comes later, and the last one counts.
if (command === '' || command.startsWith('-')) process.argv.splice(2, 0, 'dev');
if (process.argv[2] === 'dev') process.argv.splice(3, 0, '-H', '127.0.0.1');
await (command === 'build' ? import('./build.mjs') : import('next/dist/bin/next'));
