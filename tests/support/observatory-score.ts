/** The grade of a response's headers by MDN's Observatory. */
type ObservatoryScore = { score: number; findings: string[] };

type Rule = { name: string; points: (headers: Headers, policy: Policy) => number };
type Policy = ReadonlyMap<string, readonly string[]>;

const SIX_MONTHS_SECONDS = 15_768_000;
const PRIVATE_REFERRERS = [
  'no-referrer',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
];

// MDN HTTP Observatory 1.4.8. Not included, because one response does not show them: redirection
// from http (the host's responsibility), CORS to other sites (no such header is ever sent; see the
// last rule), and SRI.
const RULES: readonly Rule[] = [
  {
    name: 'content-security-policy',
    points: (_, policy) => {
      if (policy.size === 0) return -25;
      const scripts = policy.get('script-src') ?? policy.get('default-src') ?? [];
      if (scripts.includes("'unsafe-inline'") || scripts.includes('http:')) return -20;
      if (scripts.includes("'unsafe-eval'")) return -10;
      if ([...policy.values()].flat().some((source) => source.startsWith("'unsafe-"))) return 0;
      return policy.get('default-src')?.join() === "'none'" ? 10 : 5;
    },
  },
  {
    name: 'cookies',
    points: (headers) => {
      const cookies = headers.getSetCookie();
      if (cookies.length === 0) return 0;
      if (cookies.some((cookie) => !/; Secure(;|$)/i.test(cookie))) return -40;
      if (cookies.some((cookie) => !/; HttpOnly(;|$)/i.test(cookie))) return -30;
      return cookies.every((cookie) => /; SameSite=(Lax|Strict)(;|$)/i.test(cookie)) ? 5 : -20;
    },
  },
  {
    name: 'referrer-policy',
    points: (headers) => (PRIVATE_REFERRERS.includes(headers.get('referrer-policy') ?? '') ? 5 : 0),
  },
  {
    name: 'strict-transport-security',
    points: (headers) => {
      const seconds = /max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1];
      if (seconds === undefined) return -20;
      return Number(seconds) >= SIX_MONTHS_SECONDS ? 0 : -10;
    },
  },
  {
    name: 'x-content-type-options',
    points: (headers) => (headers.get('x-content-type-options') === 'nosniff' ? 0 : -5),
  },
  {
    name: 'framing',
    points: (headers, policy) => {
      const ancestors = policy.get('frame-ancestors')?.join();
      if (ancestors === "'none'" || ancestors === "'self'") return 5;
      return /^(DENY|SAMEORIGIN)$/i.test(headers.get('x-frame-options') ?? '') ? 0 : -20;
    },
  },
  {
    name: 'cross-origin-resource-policy',
    points: (headers) =>
      /^same-(origin|site)$/.test(headers.get('cross-origin-resource-policy') ?? '') ? 10 : 0,
  },
  {
    name: 'access-control-allow-origin',
    points: (headers) => (headers.has('access-control-allow-origin') ? -50 : 0),
  },
];

/** Scores a response, starting at 100 and adding the points of each rule. */
export function observatoryScore(headers: Headers): ObservatoryScore {
  const policy = parsePolicy(headers.get('content-security-policy') ?? '');
  const points = RULES.map((rule) => ({ name: rule.name, points: rule.points(headers, policy) }));
  return {
    score: points.reduce((sum, rule) => sum + rule.points, 100),
    findings: points.filter((rule) => rule.points < 0).map((rule) => rule.name),
  };
}

function parsePolicy(text: string): Policy {
  const directives = text.split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(
    directives.flatMap(([name = '', ...sources]) => (name === '' ? [] : [[name, sources]])),
  );
}
