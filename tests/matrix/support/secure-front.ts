import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Certificate, makeAuthority, makeCertificate } from './make-certificate.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';

/** An upstream behind TLS, and the certificates it can present. */
export type SecureFront = TlsFront & {
  certificates: Record<'good' | 'selfSigned' | 'expired' | 'wrongHost', Certificate>;
  /** The variables with which the server under test trusts the good one. */
  env: Record<string, string>;
};

export async function startSecureFront(backPort: number, host: string): Promise<SecureFront> {
  const authority = makeAuthority();
  const certificates = {
    good: makeCertificate({ host, issuer: authority }),
    selfSigned: makeCertificate({ host }),
    expired: makeCertificate({ host, issuer: authority, expired: true }),
    wrongHost: makeCertificate({ host: 'other.test', issuer: authority }),
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'starlight-tls-'));
  const authorityFile = path.join(folder, 'authority.pem');
  writeFileSync(authorityFile, authority.cert);
  const front = await startTlsFront(backPort, certificates.good);
  return {
    ...front,
    certificates,
    env: {
      OPENAI_BASE_URL: `https://${host}:${front.port}/v1`,
      NODE_EXTRA_CA_CERTS: authorityFile,
    },
    async close() {
      await front.close();
      rmSync(folder, { recursive: true });
    },
  };
}
