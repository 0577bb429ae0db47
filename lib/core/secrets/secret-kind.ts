/** What a text that should not be shared looks like. */
export type SecretKind =
  | 'private_key'
  | 'anthropic_key'
  | 'openai_key'
  | 'aws_key'
  | 'github_token'
  | 'slack_token'
  | 'google_key'
  | 'stripe_key'
  | 'jwt'
  | 'webhook'
  | 'other_key'
  | 'bearer_token'
  | 'basic_login'
  | 'cookie'
  | 'address_password'
  | 'password'
  | 'random_text';
