import { expect } from '@playwright/test';
import { row, test } from './fault-row.ts';
import type { SecureFront } from './support/secure-front.ts';
import type { Stage } from './support/stage.ts';

test.use({ settings: { tls: true } });

const BAD_CERTIFICATES = [
  ['U2a', 'self-signed', 'selfSigned'],
  ['U2b', 'expired', 'expired'],
  ['U2c', 'for another host', 'wrongHost'],
] as const;

for (const [id, words, name] of BAD_CERTIFICATES) {
  row(
    {
      id,
      title: `a certificate that is ${words} is refused, and verification stays on`,
      inject: `TLS: a certificate that is ${words}`,
      expect: '502 `tls_failure`; nothing is sent',
      figure: '< 2 s',
    },
    (stage) => expectTlsFailure(stage, (front) => front.show(front.certificates[name])),
  );
}

row(
  {
    id: 'U2d',
    title: 'plain HTTP on a TLS port is refused',
    inject: 'TLS: plain HTTP on the TLS port',
    expect: '502 `tls_failure`; nothing is sent',
    figure: '< 2 s',
  },
  (stage) => expectTlsFailure(stage, (front) => front.show('plain')),
);

async function expectTlsFailure(
  stage: Stage,
  breakTls: (front: SecureFront) => void,
): Promise<void> {
  const { front, upstream } = stage.site;
  if (!front) throw new Error('the site has no TLS');
  await stage.open();
  // A kept-alive connection needs no handshake.
  await upstream.refuse();
  await upstream.accept();
  const requestsBefore = upstream.requests.length;
  breakTls(front);
  await stage.ask('Can anybody listen?');
  await stage.failsWith({ kind: 'tls_failure', status: 502, within: 2000 });
  expect(upstream.requests).toHaveLength(requestsBefore);
  front.show(front.certificates.good);
}
