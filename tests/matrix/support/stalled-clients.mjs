// Runs in its own network namespace: opens connections to a site, requests a reply on each, and
// reads nothing.
//
// node stalled-clients.mjs <host> <port> <count>
//
// Prints `asked` once all have sent their requests. A line on standard input makes it read; it then
// prints how many connections are still open.
import { once } from 'node:events';
import { connect } from 'node:net';

const [host = '', port = '', count = ''] = process.argv.slice(2);
// Fewer than one address may have when slots are scarce.
const CLIENTS_OF_ONE_ADDRESS = 15;
const body = JSON.stringify({ messages: [{ role: 'user', content: 'Say much.' }] });

const sockets = await Promise.all(Array.from({ length: Number(count) }, (_, at) => ask(at)));
console.log('asked');

await once(process.stdin, 'data');
const outcomes = await Promise.all(sockets.map(outcomeOf));
console.log(`open ${outcomes.filter((outcome) => outcome === 'open').length}`);
process.exit();

/** @param {number} at */
async function ask(at) {
  const socket = connect(Number(port), host);
  // Before it is connected; otherwise Node would read ahead.
  socket.pause();
  await once(socket, 'connect');
  const head = [
    'POST /api/chat HTTP/1.1',
    `Host: ${host}:${port}`,
    `Origin: http://${host}:${port}`,
    `X-Forwarded-For: 192.0.2.${1 + Math.floor(at / CLIENTS_OF_ONE_ADDRESS)}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  return socket;
}

/** @param {import('node:net').Socket} socket */
function outcomeOf(socket) {
  return new Promise((resolve) => {
    socket.once('error', () => resolve('reset'));
    socket.once('end', () => resolve('ended'));
    socket.resume();
    setTimeout(resolve, 2000, 'open');
  });
}
