import { cloudflareErrorPage, serverPage } from './edge-pages.ts';
import { jsonFault, openAiFault, pageFault, unconfirmed } from './openai-wire.ts';
import type { UpstreamFault } from './upstream-fault.ts';

const BUSY = 'Our servers are currently overloaded. Please try again later.';

/** 5xx, redirects, and a 200 that is not a reply. */
export const SERVER_FAULTS: readonly UpstreamFault[] = [
  openAiFault('srv.server_error', 'server_error', 500, {
    message:
      'The server had an error while processing your request. Sorry about that! You can retry your request, or contact us through our help center at help.openai.com if the error persists. (Please include the request ID req_9c1d7e5f3b2a4860a1b2c3d4e5f60718 in your message.)',
    type: 'server_error',
  }),
  // chatboxai/chatbox#983: OpenAI's sign-in was down, and new keys failed too.
  jsonFault('srv.server_error:auth_outage', 'server_error', 500, {
    error: {
      message: 'Internal server error',
      type: 'auth_subrequest_error',
      param: null,
      code: 'internal_error',
    },
  }),
  jsonFault(
    'srv.cf_bad_gateway_json',
    'bad_gateway',
    502,
    { error: { code: 502, message: 'Bad gateway.', param: null, type: 'cf_bad_gateway' } },
    { server: 'cloudflare', 'cf-ray': '8190f3a7be1c2d44-FRA' },
  ),
  pageFault('srv.502_html', 'bad_gateway', 502, cloudflareErrorPage(502, 'Bad gateway')),
  unconfirmed(
    openAiFault(
      'srv.503_overloaded',
      'overloaded',
      503,
      { message: BUSY, type: 'service_unavailable_error', code: 'server_is_overloaded' },
      { 'retry-after': '5' },
    ),
  ),
  openAiFault(
    'srv.503_slow_down_legacy',
    'overloaded',
    503,
    { message: 'Slow Down', type: null, code: 'slow_down' },
    { 'retry-after': '15' },
  ),
  pageFault('srv.504', 'gateway_timeout', 504, serverPage('504 Gateway Time-out', 'cloudflare')),
  pageFault(
    'srv.200_html',
    'not_an_api',
    200,
    '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Sign in to the network</title></head>\n<body><h1>Welcome</h1><p>Accept the terms of use to go online.</p></body>\n</html>\n',
  ),
  jsonFault('srv.200_error_body', 'bad_gateway', 200, {
    error: { code: 502, message: 'Provider returned error' },
  }),
  ...[301, 302, 307, 308].map(
    (status): UpstreamFault => ({
      id: `redirect:${status}`,
      kind: 'upstream_redirected',
      confirmed: true,
      wire: {
        type: 'response',
        status,
        headers: {
          'content-type': 'text/html',
          server: 'nginx',
          location: 'https://www.example.com/v1/chat/completions',
        },
        body: serverPage(`${status} Moved`, 'nginx'),
      },
    }),
  ),
];
