import 'server-only';

/**
 * What Starlight does with a chat request.
 * `demo`: the simulated upstream. `live`: the real one. `not_configured`: the key or another
 * variable is missing or wrong. `unprotected`: production with a key, but neither an access code
 * nor STARLIGHT_PUBLIC=1. `closed`: STARLIGHT_CLOSED=1.
 */
export type SiteMode = 'demo' | 'live' | 'not_configured' | 'unprotected' | 'closed';

/** A variable that is missing or wrong: its name, never its value. `problem` is one sentence, `fix` what to do. */
export type ConfigProblem = { variable: string; reason: string; problem: string; fix: string };

/** One `name:token` pair of STARLIGHT_TEAM_TOKENS. */
export type TeamToken = { name: string; token: string };

/** Everything read from the environment, checked. */
export type Config = {
  mode: SiteMode;
  problems: readonly ConfigProblem[];
  development: boolean;
  /** Null unless present and well-shaped. */
  apiKey: string | null;
  /** Without a trailing slash. */
  baseUrl: string;
  /** "OpenAI", or the host of another upstream. */
  upstreamName: string;
  organization: string | null;
  project: string | null;
  /** At least one; the first is the default. */
  models: readonly [string, ...string[]];
  systemPrompt: string | null;
  accessCode: string | null;
  operatorCode: string | null;
  /** Signs cookies (32 bytes). */
  sessionSecret: Uint8Array;
  contact: string | null;
  maxOutputTokens: number;
  maxBodyBytes: number;
  /** Requests a minute, each visitor and all together. */
  rateLimit: number;
  globalRateLimit: number;
  ttfbTimeoutMs: number;
  idleTimeoutMs: number;
  totalTimeoutMs: number;
  teamTokens: readonly TeamToken[];
  /** `https://chat.example`, or null to compare with Host. */
  origin: string | null;
  trustedProxyHops: number;
  /** VERCEL=1: the platform overwrites the forwarding headers, so they can be trusted. */
  onVercel: boolean;
};
