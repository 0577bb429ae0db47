import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate and its key, in PEM. */
export type Certificate = { cert: string; key: string };

type CertificateOptions = {
  /** The host it is issued for. */
  host: string;
  /** The issuer; self-signed if there is none. */
  issuer?: Certificate;
  expired?: boolean;
};

const DAY_MS = 86_400_000;
const OID_COMMON_NAME = Buffer.from([0x55, 0x04, 0x03]);
const OID_ECDSA_SHA256 = Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]);
const OID_BASIC_CONSTRAINTS = Buffer.from([0x55, 0x1d, 0x13]);
const OID_ALT_NAME = Buffer.from([0x55, 0x1d, 0x11]);
const ISSUER_NAME = 'Starlight test authority';

/**
 * Makes an X.509 certificate (RFC 5280) on the fly: the repository contains none that could expire
 * or be mistaken for a leaked key, and no machine needs openssl.
 */
export function makeCertificate({
  host,
  issuer,
  expired = false,
}: CertificateOptions): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const from = Date.now() - 10 * DAY_MS;
  const until = expired ? Date.now() - DAY_MS : Date.now() + 10 * DAY_MS;
  const isAuthority = issuer === undefined && host === ISSUER_NAME;
  const algorithm = sequence(der(0x06, OID_ECDSA_SHA256));
  const tbs = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), Buffer.from(String(Date.now() % 1e9))])),
    algorithm,
    nameOf(issuer ? ISSUER_NAME : host),
    sequence(time(from), time(until)),
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(isAuthority ? authorityExtension() : altName(host))),
  );
  const signer: KeyObject = issuer ? createPrivateKey(issuer.key) : privateKey;
  const signature = sign('sha256', tbs, signer);
  const certificate = sequence(
    tbs,
    algorithm,
    der(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  return {
    cert: toPem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** A certificate that can issue others. */
export function makeAuthority(): Certificate {
  return makeCertificate({ host: ISSUER_NAME });
}

function authorityExtension(): Buffer {
  const isCa = sequence(der(0x01, Buffer.from([0xff])));
  return sequence(
    der(0x06, OID_BASIC_CONSTRAINTS),
    der(0x01, Buffer.from([0xff])),
    der(0x04, isCa),
  );
}

function altName(host: string): Buffer {
  return sequence(der(0x06, OID_ALT_NAME), der(0x04, sequence(der(0x82, Buffer.from(host)))));
}

function nameOf(commonName: string): Buffer {
  const attribute = sequence(der(0x06, OID_COMMON_NAME), der(0x0c, Buffer.from(commonName)));
  return sequence(der(0x31, attribute));
}

function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** One element in DER (X.690): tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}

function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
