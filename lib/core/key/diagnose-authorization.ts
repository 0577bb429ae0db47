import { type ApiClient, nameApiClient, withCorrectHeader } from './api-client.ts';

/** Why no token could be read. */
type AuthorizationFinding =
  | 'no_header'
  | 'in_other_header'
  | 'in_query'
  | 'in_body'
  | 'other_scheme'
  | 'doubled_bearer'
  | 'sent_twice'
  | 'no_bearer'
  | 'no_token'
  | 'literal_undefined'
  | 'quoted_token'
  | 'not_a_token';

type AuthorizationReading =
  | { ok: true; token: string }
  | { ok: false; finding: AuthorizationFinding };

/** What a request shows about its credentials: the Authorization header, and otherwise only names. */
export type AuthorizationEvidence = {
  authorization: string | null;
  userAgent: string | null;
  headerNames: readonly string[];
  queryNames: readonly string[];
  /** Top-level names of a JSON body, if it was read. */
  bodyNames: readonly string[];
};

/** `message` says what arrived and how to send the header correctly. It never contains a token. */
type AuthorizationDiagnosis = {
  finding: AuthorizationFinding;
  client: ApiClient;
  message: string;
};

const OTHER_HEADERS = ['x-api-key', 'api-key', 'openai-api-key', 'x-auth-token', 'token'];
const TOKEN_NAMES = /^(api[-_]?key|key|token|access[-_]?token|authorization|headers|bearer)$/i;
const OTHER_SCHEMES = /^(basic|digest|negotiate|token|apikey|api-key|key)$/i;

const FINDING_MESSAGES: Record<AuthorizationFinding, string> = {
  no_header: 'No Authorization header arrived.',
  in_other_header:
    'No Authorization header arrived; the token seems to be in a header with another name.',
  in_query: 'No Authorization header arrived; the token seems to be in the address.',
  in_body: 'No Authorization header arrived; the headers seem to be in the body.',
  other_scheme: 'The Authorization header uses a scheme other than Bearer.',
  doubled_bearer: 'The Authorization header contains Bearer twice.',
  sent_twice: 'The Authorization header arrived twice.',
  no_bearer: 'The Authorization header contains a token without the word Bearer before it.',
  no_token: 'The Authorization header ends after Bearer: the token is empty.',
  literal_undefined:
    "The token is the word undefined, null or None: the variable for it wasn't loaded.",
  quoted_token: 'The token in the Authorization header is in quotes; send it without them.',
  not_a_token:
    'The text after Bearer in the Authorization header has a space or another character that no token has.',
};

/** Reads `Authorization: Bearer <token>` (RFC 6750, 2.1). The scheme is case-insensitive. */
export function readBearerToken(authorization: string | null): AuthorizationReading {
  const value = authorization?.trim() ?? '';
  if (value === '') return { ok: false, finding: 'no_header' };
  const [scheme = '', ...rest] = value.split(/\s+/);
  if (!/^bearer:?$/i.test(scheme))
    return { ok: false, finding: findingWithoutBearer(scheme, rest) };
  const token = rest.join(' ');
  const finding = findingOfToken(token);
  return finding ? { ok: false, finding } : { ok: true, token };
}

/** Says why `readBearerToken` found no token, and what to change in the calling program. */
export function diagnoseAuthorization(evidence: AuthorizationEvidence): AuthorizationDiagnosis {
  const client = nameApiClient(evidence.userAgent);
  const finding = findingOf(evidence);
  const message = `${FINDING_MESSAGES[finding]} ${withCorrectHeader(client)}`;
  return { finding, client, message };
}

function findingOf(evidence: AuthorizationEvidence): AuthorizationFinding {
  const reading = readBearerToken(evidence.authorization);
  if (reading.ok) return 'not_a_token';
  if (reading.finding !== 'no_header') return reading.finding;
  if (evidence.headerNames.some((name) => OTHER_HEADERS.includes(name.toLowerCase()))) {
    return 'in_other_header';
  }
  if (evidence.queryNames.some((name) => TOKEN_NAMES.test(name))) return 'in_query';
  return evidence.bodyNames.some((name) => TOKEN_NAMES.test(name)) ? 'in_body' : 'no_header';
}

function findingWithoutBearer(scheme: string, rest: readonly string[]): AuthorizationFinding {
  if (rest.length === 0 && /^(undefined|null|none)$/i.test(scheme)) return 'literal_undefined';
  // "Bearer" and the token without a space between them are also one word.
  return rest.length === 0 && !OTHER_SCHEMES.test(scheme) ? 'no_bearer' : 'other_scheme';
}

function findingOfToken(token: string): AuthorizationFinding | null {
  if (token === '') return 'no_token';
  if (/^(undefined|null|none)$/i.test(token)) return 'literal_undefined';
  if (/,\s*bearer\s/i.test(token)) return 'sent_twice';
  if (/^bearer(\s|$)/i.test(token)) return 'doubled_bearer';
  if (/^["'`]|["'`]$/.test(token)) return 'quoted_token';
  return /^[\x21-\x7e]+$/.test(token) ? null : 'not_a_token';
}
