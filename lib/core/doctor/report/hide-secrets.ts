const SECRET_NAMES =
  /^OPENAI_API_KEY$|^REDIS_URL$|^STARLIGHT_(ACCESS_CODE|OPERATOR_CODE|SESSION_SECRET|TEAM_TOKENS)$/;
// Shorter values may be words that the report itself uses.
const MIN_SECRET_LENGTH = 12;

/**
 * The last defense before a report is sent: removes complete secrets of the environment, however they
 * got into it. The checks themselves keep fragments out.
 */
export function hideSecrets(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  let hidden = withoutEmbeddedSecrets(text, env);
  for (const [name, value] of Object.entries(env)) {
    if (!SECRET_NAMES.test(name)) continue;
    for (const secret of secretsIn(value ?? '')) {
      const isSecret = secret.length >= MIN_SECRET_LENGTH && /\d/.test(secret);
      if (isSecret) hidden = hidden.replaceAll(secret, '[hidden]');
    }
  }
  return hidden;
}

function withoutEmbeddedSecrets(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  let hidden = text;
  for (const entry of (env['STARLIGHT_FALLBACK'] ?? '').split(',')) {
    const key = entry.trim().split(/\s+/)[2] ?? '';
    if (key.length >= MIN_SECRET_LENGTH) hidden = hidden.replaceAll(key, '[hidden]');
  }
  for (const [name, value] of Object.entries(env)) {
    const password = /^https?_proxy$/i.test(name) ? URL.parse(value ?? '')?.password : '';
    if (password && password.length >= 4) hidden = hidden.replaceAll(password, '[hidden]');
  }
  return hidden;
}

/** The value and its parts; of an address, only the password: the report names the host. */
function secretsIn(value: string): string[] {
  const password = URL.parse(value)?.password ?? '';
  if (password !== '') return [value, password, decoded(password)];
  return [value, ...value.split(/[\s,:"'`]+/)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
