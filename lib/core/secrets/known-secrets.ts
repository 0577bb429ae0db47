import type { SecretKind } from './secret-kind.ts';

/**
 * Secrets that their form alone tells. The forms are those that GitHub's secret scanning and gitleaks list
 * (2026). Bounded repetitions: a text can be long, and nobody reads more of a key than its start. The most
 * specific first: what one has found, a later one does not report again.
 */
export const KNOWN_SECRETS: readonly { kind: SecretKind; pattern: RegExp }[] = [
  { kind: 'private_key', pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g },
  { kind: 'private_key', pattern: /AGE-SECRET-KEY-1[A-Z0-9]{50,70}/g },
  { kind: 'anthropic_key', pattern: /(?<![A-Za-z0-9])sk-ant-[A-Za-z0-9_-]{16,300}/g },
  { kind: 'openai_key', pattern: /(?<![A-Za-z0-9])(?:sk|sess)-[A-Za-z0-9_-]{20,300}/g },
  {
    kind: 'aws_key',
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  },
  {
    kind: 'github_token',
    pattern: /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255})/g,
  },
  {
    kind: 'slack_token',
    pattern: /(?<![A-Za-z0-9])(?:xox[a-z]-[A-Za-z0-9-]{10,250}|xapp-[A-Za-z0-9-]{10,250})/g,
  },
  {
    kind: 'slack_token',
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{20,100}/g,
  },
  {
    kind: 'google_key',
    pattern:
      /(?<![A-Za-z0-9])(?:AIza[A-Za-z0-9_-]{35}|AQ\.[A-Za-z0-9_-]{30,120}|ya29\.[A-Za-z0-9_.-]{20,300}|1\/\/0[A-Za-z0-9_-]{20,200}|GOCSPX-[A-Za-z0-9_-]{20,60})/g,
  },
  { kind: 'stripe_key', pattern: /(?<![A-Za-z0-9])[rsp]k_(?:live|test)_[A-Za-z0-9]{16,250}/g },
  { kind: 'stripe_key', pattern: /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=]{20,120}/g },
  {
    kind: 'jwt',
    pattern: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_.-]{10,1500}/g,
  },
  {
    kind: 'webhook',
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[A-Za-z0-9_-]{40,100}/g,
  },
  {
    kind: 'webhook',
    pattern: /[a-z0-9-]{1,60}\.webhook\.office\.com\/webhookb2\/[A-Za-z0-9@/-]{40,300}/g,
  },
  // A Telegram bot.
  { kind: 'other_key', pattern: /(?<![A-Za-z0-9])\d{8,11}:AA[A-Za-z0-9_-]{32,36}(?![A-Za-z0-9])/g },
  {
    kind: 'other_key',
    pattern:
      /(?<![A-Za-z0-9_-])(?:gsk_|hf_|r8_|xai-|pplx-|nvapi-|fw_|tgp_v1_|csk-|cpk_|vck_|vcp_)[A-Za-z0-9_.~=-]{20,200}/g,
  },
  {
    kind: 'other_key',
    pattern:
      /(?<![A-Za-z0-9_-])(?:vci_|glpat-|gldt-|glrt-|npm_|pypi-|rubygems_|dop_v1_|doo_v1_|SG\.|ABSK|bedrock-api-key-)[A-Za-z0-9_.~=-]{20,200}/g,
  },
  {
    kind: 'other_key',
    pattern:
      /(?<![A-Za-z0-9_-])(?:tvly-|jina_|lin_api_|ntn_|figd_|dckr_pat_|shp(?:at|ca|pa|ss)_|sq0(?:csp|atp|idp)-|EAAC|sbp_|sb_secret_|phc_)[A-Za-z0-9_.~=-]{20,200}/g,
  },
  {
    kind: 'other_key',
    pattern:
      /(?<![A-Za-z0-9_-])(?:phx_|ATATT3|ATCTT3|PMAK-|dp\.(?:st|pt|ct)\.|hvs\.|hvb\.|tskey-|glsa_|glc_|sntrys_|sntryu_)[A-Za-z0-9_.~=-]{20,200}/g,
  },
  {
    kind: 'other_key',
    pattern:
      /(?<![A-Za-z0-9_-])(?:NRAK-|mlsn\.|flyv1_|nfp_|cf(?:at|ut|k)_|lsv2_(?:pt|sk)_|pcsk_|pk-lf-|sk-lf-|e2b_|apify_api_)[A-Za-z0-9_.~=-]{20,200}/g,
  },
  { kind: 'other_key', pattern: /(?<![A-Za-z0-9_-])pat[A-Za-z0-9]{14}\.[a-f0-9]{30,80}/g },
];

/** Secrets that stand behind words which say so. */
export const NAMED_SECRETS: readonly { kind: SecretKind; pattern: RegExp }[] = [
  { kind: 'bearer_token', pattern: /(?<![A-Za-z0-9])[Bb]earer [A-Za-z0-9._~+/-]{20,2000}/g },
  {
    kind: 'basic_login',
    pattern: /[Aa]uthorization["']?[:=] ?["']?[Bb]asic [A-Za-z0-9+/]{8,1000}/g,
  },
  {
    kind: 'basic_login',
    pattern: /(?<=curl [^\n]{0,200})(?:-u|--user)[ =]["']?[^\s:"']{1,100}:[^\s"']{3,200}/g,
  },
  {
    kind: 'cookie',
    pattern: /(?<![A-Za-z0-9])(?:[Ss]et-)?[Cc]ookie: [^\s=;]{1,100}=[^\s;]{12,2000}/g,
  },
  { kind: 'address_password', pattern: /:\/\/[^\s/:@]{0,100}:[^\s/:@]{1,200}@/g },
];
