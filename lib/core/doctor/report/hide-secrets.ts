const SECRET_NAMES =
  /^OPENAI_API_KEY$|^STARLIGHT_(ACCESS_CODE|OPERATOR_CODE|SESSION_SECRET|TEAM_TOKENS)$/;
// Shorter values can be words that the report itself uses.
const SHORTEST_SECRET = 12;

/**
 * The last wall before a report leaves: no whole secret of the environment stands in it, whatever
 * brought it there. Checks keep fragments out themselves.
 */
export function hideSecrets(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  let hidden = text;
  for (const [name, value] of Object.entries(env)) {
    if (!SECRET_NAMES.test(name)) continue;
    for (const secret of [value ?? '', ...(value ?? '').split(/[\s,:"'`]+/)]) {
      const isSecret = secret.length >= SHORTEST_SECRET && /\d/.test(secret);
      if (isSecret) hidden = hidden.replaceAll(secret, '[hidden]');
    }
  }
  return hidden;
}
