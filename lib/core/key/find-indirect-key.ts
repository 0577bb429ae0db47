import { parseJson } from '../json/parse-json.ts';
import { findKeyPrefix } from './key-prefixes.ts';
import type { KeyProblem } from './key-problems.ts';

/**
 * Finds why a value leads to a key instead of being one: the address of a secret, an expression that reads a
 * variable, a key in base64 or in JSON. For hosts whose keys are random.
 */
export function findIndirectKey(value: string): KeyProblem | null {
  const core = value.trim().replace(/^["'`]/, '');
  if (SECRET_ADDRESS.test(core)) return 'secret_reference';
  if (READS_VARIABLE.test(core) || isNamed(core)) return 'variable_name';
  if (isEncoded(core)) return 'encoded';
  return /^[{[]\s{0,9}["{]/.test(core) && parseJson(core) !== undefined ? 'json' : null;
}

/** AWS, Azure (Container Apps, Key Vault), Google, Vault, Doppler, 1Password, Kubernetes, files. */
const SECRET_ADDRESS =
  /^(?:arn:|@microsoft\.keyvault|projects\/|(?:aws-|gcp-|azure-)?(?:secrets?|secrets?-?manager|secretref|secretkeyref|keyvaultref|vault|ssm|sm|kms|keyvault|doppler|infisical|bws|file|ref)(?:\+\w{1,20})?:|!(?:secret|ref|sub|env|vault)\b|[a-z]{2,10}:\/\/|(?:\/run|\/var\/run|\/etc|\.{0,2}\/?secrets)\/)/i;

/** `secrets.OPENAI_API_KEY`, `env:KEY`, `os.getenv("KEY")`, `$key`, `$env:KEY`, `@KEY`. */
const READS_VARIABLE =
  /^(?:(?:secrets|vars?|env|local|data|config|params|settings|deno\.env|process\.env|import\.meta\.env|os\.environ|os\.getenv|getenv|env::var)[.:[(]|\$[A-Za-z_(]|@[A-Z])/i;

/** `apiKey: sk-…`, `key=sk-…`, `Api-Key sk-…`: a name that isn't part of the key. */
function isNamed(core: string): boolean {
  const name =
    /^(?!authorization|bearer)[A-Za-z][\w-]{1,40}["']?[ \t]{0,3}[:= ][ \t]{0,3}["']?/i.exec(
      core,
    )?.[0];
  const rest = core.slice(name?.length ?? core.length);
  return rest.length > 20 && findKeyPrefix(rest) !== null && findKeyPrefix(core) === null;
}

/** Kubernetes keeps secrets in base64; some encode them twice. */
function isEncoded(core: string): boolean {
  if (!/^[\w+/-]{28,1000}={0,2}$/.test(core)) return false;
  let text = core;
  for (let times = 0; times < 2; times += 1) {
    const start = /^(?:[\w+/-]{4}){4,8}/.exec(text)?.[0];
    if (start === undefined) return false;
    text = atob(start.replaceAll('-', '+').replaceAll('_', '/'));
    if (/^sk-[\w-]{8}/.test(text)) return true;
  }
  return false;
}
