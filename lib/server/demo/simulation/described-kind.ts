import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { kindOfPasted } from '#lib/core/guide/search/pasted-kind.ts';

/** How people describe a kind, for when the classifier, which reads upstream messages, finds nothing. */
const DESCRIPTIONS: readonly (readonly [ErrorKind, RegExp])[] = [
  ['quota_exhausted', /\bquota\b|\bout of credit\b/],
  ['rate_limited_daily', /\brpd\b|\bdaily rate limit/],
  ['rate_limited', /\brate.?limit|\b(?:requests|tokens) per min/],
  ['spend_limit_reached', /\bspend(?:ing)? limit/],
  ['billing_inactive', /\bbilling is not active\b/],
  ['overloaded', /\boverloaded\b/],
  [
    'key_invalid',
    /\b(?:incorrect|invalid|revoked|expired|wrong) (?:api )?key\b|\bkey\b.{0,12}\b(?:rejected|refused|revoked|invalid|expired)\b/,
  ],
  ['key_missing', /\b(?:no|missing) (?:api )?key\b|\bmissing credentials\b/],
  ['account_deactivated', /\baccount\b.{0,80}\bdeactivated\b/],
  ['model_not_found', /\bmodel\b.{0,80}\bdoes not exist\b/],
  ['organization_unverified', /\bmust be verified\b/],
  ['context_too_long', /\bcontext (?:length|window)\b|\bmaximum context\b|\btoo many tokens\b/],
  ['content_flagged', /\bflagged\b/],
  ['payload_too_large', /\bentity too large\b/],
  ['reply_filtered', /\bcontent.filter\b/],
  ['reply_truncated', /\bcut off\b|\bmax_tokens\b|\bfinish_reason\b.{0,20}\blength\b/],
  ['connection_lost', /\bsocket hang up\b/],
  ['tls_failure', /\bself.signed\b|\bcertificate\b/],
  ['upstream_timeout', /\btimed? ?out\b/],
  ['server_error', /\binternal server error\b|\bhad an error while processing\b/],
];

/** The kind a question describes, by an upstream's message or in everyday words. */
export function describedKind(question: string): ErrorKind | null {
  const text = question.toLowerCase();
  return (
    kindOfPasted(question) ?? DESCRIPTIONS.find(([, pattern]) => pattern.test(text))?.[0] ?? null
  );
}
