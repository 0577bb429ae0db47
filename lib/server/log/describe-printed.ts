import 'server-only';
import { types } from 'node:util';
import type { LogLine } from './log-fields.ts';

// Names that a program gives, never text that a request brought along: each fits a narrow pattern.
const CLASS = /^[A-Z][A-Za-z]{0,59}$/;
const CODE = /^[A-Z][A-Z0-9_]{1,59}$/;
// Next's other digests quote addresses (`NEXT_REDIRECT;replace;/path`).
const DIGEST = /^\d{1,20}(@E\d{1,6})?$/;
const FRAME_START = '    at ';
// What ends a frame: a file, its line and column.
const PLACE = /^[\w.-]{1,80}:\d{1,8}:\d{1,8}$/;
const IN_A_SCRIPT = /\.(?:js|mjs|cjs|ts|tsx):/;
const MAX_STACK = 20_000;

/**
 * What may be said of something that was printed by code that is not ours: of an error its class,
 * code, digest and the place in the program; of any other value nothing. Never throws.
 */
export function describePrinted(values: readonly unknown[]): LogLine {
  const error = values.find((value) => types.isNativeError(value));
  if (error === undefined) return {};
  return {
    errorClass: fitting(CLASS, error.constructor?.name),
    code: fitting(CODE, propertyOf(error, 'code')),
    digest: fitting(DIGEST, propertyOf(error, 'digest')),
    at: placeOf(error),
  };
}

function fitting(pattern: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

function propertyOf(error: Error, name: string): unknown {
  try {
    return Reflect.get(error, name);
  } catch {
    // A getter of its own that fails tells nothing.
    return undefined;
  }
}

/** The innermost frame of the stack below the message, which could hold lines that look like frames. */
function placeOf(error: Error): string | undefined {
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
    .find((place) => PLACE.test(place) && IN_A_SCRIPT.test(place));
}
