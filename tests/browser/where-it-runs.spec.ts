import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reply } from '../support/completion-events.ts';
import { answer, startScriptableUpstream, stream } from '../support/scriptable-upstream.ts';
import { OPERATOR_CODE, test } from './operator-site.ts';
import { expect } from './starlight-page.ts';

/** A reverse proxy that serves a site below `/chat`, and nothing else; or at its root under its own Host. */
async function startReverseProxy(target: string, prefix: '' | '/chat'): Promise<Server> {
  const { hostname, port, host } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (!path.startsWith(`${prefix}/`)) {
      outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>');
      return;
    }
    const forwarded = request(
      {
        hostname,
        port,
        method: incoming.method,
        path: path.slice(prefix.length),
        headers: { ...incoming.headers, host },
      },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const addressOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}`;

test('a page that a proxy serves below a path says that it cannot work there', async ({
  browser,
  demo,
}) => {
  // A page of its own: that its files are missing is the point.
  const page = await browser.newPage();
  const server = await startReverseProxy(demo.url, '/chat');
  await page.goto(`${addressOf(server)}/chat/`);
  await expect(page.getByRole('alert')).toContainText('not below a path');
  await page.goto(demo.url);
  await expect(page.getByText('not below a path')).toHaveCount(0);
  await page.close();
  server.closeAllConnections();
  server.close();
});

test('a message is sent and answered behind a proxy that rewrites Host', async ({
  starlight,
  demo,
}) => {
  const server = await startReverseProxy(demo.url, '');
  await starlight.open(addressOf(server));
  await starlight.ask('Why do I get a 401 with axios?');
  await expect(starlight.replies).toHaveCount(1);
  await expect(starlight.banner).toHaveCount(0);
  server.closeAllConnections();
  server.close();
});

test('a reply of the second upstream says so, to the operator and to a visitor', async ({
  starlight,
  page,
  site,
}) => {
  const second = await startScriptableUpstream();
  second.respond(stream(reply('From the second')));
  site.upstream.respond(answer(503, { error: { message: 'busy', code: 'server_overloaded' } }));
  const url = await site.start({
    STARLIGHT_MODELS: 'gpt-4.1',
    STARLIGHT_FALLBACK: `gpt-4.1 ${second.url} gsk_q7Yc4Rm9Xk2Lw8Zt5Vb3Nj6Hf1Dg0Ps`,
  });
  await page.request.post(`${url}/api/session`, {
    data: { code: OPERATOR_CODE },
    headers: { origin: url },
  });
  await starlight.open(url);
  await starlight.ask('Hello');
  await expect(starlight.replies.last()).toContainText('From the second');
  await expect(page.getByText('the one in STARLIGHT_FALLBACK replied')).toBeVisible();
  await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
  await expect(page.getByText("The usual model wasn't available")).toBeVisible();
  await expect(page.getByText('STARLIGHT_FALLBACK')).toHaveCount(0);
  await second.close();
});
