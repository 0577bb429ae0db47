import 'server-only';
import { env } from 'node:process';
import type { Environment } from '../config-reader.ts';

/**
 * The environment as it is, for the doctor alone: what `Config` holds is checked already, and what
 * is wrong with the raw values (a blank, a near name, a public variable) is what it looks for.
 */
export function processEnvironment(): Environment {
  return { ...env };
}
