import { existsSync, readFileSync } from 'node:fs';
import { parseJson } from '#lib/core/json/parse-json.ts';

/**
 * The JSON report of a test runner; `null` if it is missing or truncated because the runner
 * crashed.
 *
 * @param {string} file
 * @returns {any}
 */
export function readReport(file) {
  return existsSync(file) ? (parseJson(readFileSync(file, 'utf8')) ?? null) : null;
}
