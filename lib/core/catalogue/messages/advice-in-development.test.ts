import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../../errors/error-kinds.ts';
import { KEY_PROBLEMS } from '../../key/key-problems.ts';
import { describeError } from '../describe-error.ts';
import { adviceInDevelopment } from './advice-in-development.ts';
import { AND_RESTART } from './operator-messages.ts';

const kinds = Object.keys(ERROR_KINDS).filter((kind): kind is ErrorKind => kind in ERROR_KINDS);
const VARIABLES = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'STARLIGHT_ORIGIN', 'STARLIGHT_MODELS'];
const REASONS = [undefined, ...KEY_PROBLEMS, 'not_set', 'unprotected', 'v1_missing', 'comment'];

const CONTEXT = { audience: 'operator', contact: null, upstreamName: 'Groq', model: 'a' } as const;

function stepsOf(kind: ErrorKind, development: boolean): string[] {
  return VARIABLES.flatMap((variable) =>
    REASONS.flatMap((reason) => {
      const details = { variable, ...(reason !== undefined && { reason }) };
      return (['recognized', 'guessed'] as const).flatMap((certainty) => [
        ...describeError(
          { kind, certainty, status: 400, requestId: 'r', details },
          { ...CONTEXT, development },
        ).steps,
      ]);
    }),
  );
}

describe('advice in development', () => {
  it.each(kinds)('asks for no restart in the banner of %s', (kind) => {
    for (const step of stepsOf(kind, true)) expect(step).not.toMatch(/\brestart\b/i);
  });

  it('is the usual one elsewhere', () => {
    const steps = kinds.flatMap((kind) => stepsOf(kind, false));
    expect(steps.filter((step) => step.includes(AND_RESTART)).length).toBeGreaterThan(20);
    expect(steps.join('\n')).not.toContain('takes effect immediately');
  });

  it.each([
    ['Fix A in .env.local and restart.', 'Fix A in .env.local and save the file.'],
    [`Raise A and ${AND_RESTART}`, 'Raise A and save .env.local; it takes effect immediately.'],
    [
      'Put the key in A. Restart.',
      'Put the key in A. Save .env.local; it takes effect immediately.',
    ],
    ['A=…\nRestart the server.', 'A=…\nSave .env.local; it takes effect immediately.'],
  ])('says to save instead: %j', (text, expected) => {
    expect(adviceInDevelopment(text)).toBe(expected);
  });

  it.each([
    'Remove A from .env.local (or unset A) and restart.',
    'Set NODE_EXTRA_CA_CERTS and restart.',
    'Starlight is restarting',
  ])('leaves what needs a restart: %s', (text) => {
    expect(adviceInDevelopment(text)).toBe(text);
  });

  // Whatever else mentions a restart must be added here or said in one of the known ways.
  const ALLOWED =
    /\bunset\b|a restart resets|is restarting|being restarted|or restarting|restarted,/;

  it.each(['lib/core/doctor', 'lib/core/catalogue', 'lib/server/config'])(
    'knows every way in which %s asks for a restart',
    (folder) => {
      const texts = textsIn(folder);
      expect(texts.length).toBeGreaterThan(3);
      const left = texts.filter((text) => /restart/i.test(adviceInDevelopment(text)));
      expect(left.filter((text) => !ALLOWED.test(text))).toEqual([]);
    },
  );
});

/** The string literals of a folder's modules that mention a restart. */
function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|advice-in|operator-messages/.test(name))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter((line) => !/^\s*(?:\*|\/\/|\/\*\*)/.test(line))
    .flatMap((line) => line.match(/(['"`])(?:(?!\1).)*restart(?:(?!\1).)*\1/gi) ?? [])
    .filter((text) => text.includes(' ') && !text.includes('AND_RESTART'));
}
