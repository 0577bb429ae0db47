import 'server-only';
import { types } from 'node:util';
import type { LogLine } from './log-fields.ts';

// Names chosen by code, never text from a request: each matches a narrow pattern.
const CLASS = /^[A-Z][A-Za-z]{0,59}$/;
const CODE = /^[A-Z][A-Z0-9_]{1,59}$/;
// Next's other digests quote addresses (`NEXT_REDIRECT;replace;/path`).
const DIGEST = /^\d{1,20}(@E\d{1,6})?$/;
const FRAME_START = '    at ';
// The end of a frame: a file, its line and column.
const LOCATION = /^[\w.-]{1,80}:\d{1,8}:\d{1,8}$/;
const SCRIPT = /\.(?:js|mjs|cjs|ts|tsx):/;
const MAX_STACK = 20_000;

/**
 * What may be logged about values that third-party code printed: an error's class, code, digest and
 * location in the code, and nothing about any other value. Never throws.
 */
export function describeConsoleOutput(values: readonly unknown[]): LogLine {
  const error = values.find((value) => types.isNativeError(value));
  if (error === undefined) return {};
  return {
    errorClass: matching(CLASS, error.constructor?.name),
    code: matching(CODE, propertyOf(error, 'code')),
    digest: matching(DIGEST, propertyOf(error, 'digest')),
    at: locationOf(error),
  };
}

function matching(pattern: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

function propertyOf(error: Error, name: string): unknown {
  try {
    return Reflect.get(error, name);
  } catch {
    // A throwing getter.
    return undefined;
  }
}

/** The innermost stack frame after the message, since the message may contain lines that look like frames. */
function locationOf(error: Error): string | undefined {
  const stack = propertyOf(error, 'stack');
  const message = propertyOf(error, 'message');
  if (typeof stack !== 'string' || typeof message !== 'string') return undefined;
  const messageAt = stack.indexOf(message);
  if (messageAt === -1) return undefined;
  const frames = stack.slice(messageAt + message.length);
  return frames
    .slice(0, MAX_STACK)
    .split('\n')
    .filter((line) => line.startsWith(FRAME_START))
    .map(
      (frame) =>
        frame
          .replace(/\)$/, '')
          .split(/[\s/\\(]/)
          .at(-1) ?? '',
    )
    .find((location) => LOCATION.test(location) && SCRIPT.test(location));
}
