import 'server-only';
import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Config } from '../config/config.ts';

const DAY_SECONDS = 24 * 3600;
/** How long an unused session lasts. */
export const SESSION_SECONDS = 7 * DAY_SECONDS;
const RENEW_AFTER_SECONDS = DAY_SECONDS;
const MAX_LIFETIME_SECONDS = 30 * DAY_SECONDS;

/** `anonymous`: no code was entered; it only tells visitors apart and grants no access. */
export type SessionRole = 'anonymous' | 'visitor' | 'operator';

export type Session = {
  sid: string;
  role: SessionRole;
  /** When the session started and when this token was issued, in seconds since 1970. */
  since: number;
  issuedAt: number;
};

type TokenConfig = Pick<Config, 'sessionSecret' | 'accessCode' | 'operatorCode'>;

const ISSUER = 'starlight';
const AUDIENCE = 'starlight-session';
// Pinned here and never taken from the token's header (RFC 8725, 3.1).
const ALGORITHM = 'HS256';

/** Creates the token of a new session. Its ID is always new, so none can be planted before sign-in. */
export async function signSession(
  role: SessionRole,
  config: TokenConfig,
  now: Date = new Date(),
): Promise<string> {
  const issuedAt = secondsOf(now);
  const sid = randomBytes(16).toString('hex');
  return await sign({ sid, role, since: issuedAt, issuedAt }, config);
}

/**
 * Renews the token of a session in use, once a day. Null while the old token is recent enough. A
 * session always ends 30 days after its code was entered.
 */
export async function renewSession(
  session: Session,
  config: TokenConfig,
  now: Date = new Date(),
): Promise<string | null> {
  const issuedAt = secondsOf(now);
  if (issuedAt - session.issuedAt < RENEW_AFTER_SECONDS) return null;
  return await sign({ ...session, issuedAt }, config);
}

/** For how long any token of a session could still be valid, in milliseconds. */
export function longestRemainingMs(
  { since }: Pick<Session, 'since'>,
  now: Date = new Date(),
): number {
  return Math.max(0, since + MAX_LIFETIME_SECONDS - secondsOf(now)) * 1000;
}

function sign({ sid, role, since, issuedAt }: Session, config: TokenConfig): Promise<string> {
  return new SignJWT({ sid, role, since, v: codesVersion(config) })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(Math.min(issuedAt + SESSION_SECONDS, since + MAX_LIFETIME_SECONDS))
    .sign(keyOf(config.sessionSecret));
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** Reads a token. Null if it is forged, expired, malformed, or older than a change of the codes. */
export async function verifySession(
  token: string,
  config: TokenConfig,
  now: Date = new Date(),
): Promise<Session | null> {
  const version = codesVersion(config);
  const verified = verifiedTokens(config.sessionSecret);
  const cached = verified.get(token);
  if (cached && cached.version === version && now.getTime() < cached.expiresAt)
    return cached.session;
  try {
    const { payload } = await jwtVerify(token, keyOf(config.sessionSecret), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat'],
      currentDate: now,
    });
    const session = readClaims(payload, version);
    if (session)
      remember(verified, token, { session, version, expiresAt: (payload.exp ?? 0) * 1000 });
    return session;
  } catch {
    // An invalid token grants nothing, whatever the reason.
    return null;
  }
}

/** A session's name in the log: 12 hex digits that tell visitors apart and grant nothing. */
export function visitorHash({ sid }: Pick<Session, 'sid'>): string {
  return createHash('sha256').update(sid).digest('hex').slice(0, 12);
}

function readClaims(payload: Record<string, unknown>, version: string): Session | null {
  const { sid, role, v, since, iat } = payload;
  if (v !== version || typeof sid !== 'string' || !/^[0-9a-f]{32}$/.test(sid)) return null;
  if (role !== 'anonymous' && role !== 'visitor' && role !== 'operator') return null;
  if (typeof since !== 'number' || typeof iat !== 'number') return null;
  return { sid, role, since, issuedAt: iat };
}

type CodesVersion = { accessCode: string | null; operatorCode: string | null; version: string };

const versionsBySecret = new WeakMap<Uint8Array, CodesVersion>();

/**
 * Changes with either code, so that changing a code signs everyone out. Keyed, because anyone with
 * the token can read it, and a plain hash would let them guess the codes offline. Made once for each
 * configuration: making it takes 14 µs.
 */
function codesVersion({ sessionSecret, accessCode, operatorCode }: TokenConfig): string {
  const made = versionsBySecret.get(sessionSecret);
  if (made && made.accessCode === accessCode && made.operatorCode === operatorCode)
    return made.version;
  const codes = JSON.stringify([accessCode, operatorCode]);
  const version = createHmac('sha256', sessionSecret)
    .update(codes)
    .digest('base64url')
    .slice(0, 16);
  versionsBySecret.set(sessionSecret, { accessCode, operatorCode, version });
  return version;
}

type VerifiedToken = { session: Session; version: string; expiresAt: number };

const MAX_VERIFIED = 1000;
const verifiedBySecret = new WeakMap<Uint8Array, Map<string, VerifiedToken>>();

/**
 * Caches tokens with a valid signature: checking one takes 200 µs of CPU time, an eighth of what Next
 * itself spends on a request. Invalid tokens are not cached, so nobody can fill it with junk.
 */
function verifiedTokens(secret: Uint8Array): Map<string, VerifiedToken> {
  const existing = verifiedBySecret.get(secret);
  if (existing) return existing;
  const verified = new Map<string, VerifiedToken>();
  verifiedBySecret.set(secret, verified);
  return verified;
}

function remember(verified: Map<string, VerifiedToken>, token: string, entry: VerifiedToken): void {
  const oldest = verified.keys().next();
  if (verified.size >= MAX_VERIFIED && !oldest.done) verified.delete(oldest.value);
  verified.set(token, entry);
}

const keys = new WeakMap<Uint8Array, KeyObject>();

/** One key object per secret: importing it again for each request costs more than the signature. */
function keyOf(secret: Uint8Array): KeyObject {
  const existing = keys.get(secret);
  if (existing) return existing;
  const key = createSecretKey(secret);
  keys.set(secret, key);
  return key;
}
