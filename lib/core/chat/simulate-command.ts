import { type ErrorKind, isErrorKind } from '../errors/error-kinds.ts';

const MAX_SECONDS = 86_400;
const COMMAND = /^\/simulate(?:\s|$)/i;

const TYPICAL_KINDS: ReadonlyMap<string, ErrorKind> = new Map([
  ['400', 'bad_request'],
  ['401', 'key_invalid'],
  ['403', 'model_not_allowed'],
  ['404', 'model_not_found'],
  ['405', 'method_not_allowed'],
  ['408', 'upstream_timeout'],
  ['409', 'conflict'],
  ['413', 'payload_too_large'],
  ['415', 'unsupported_media_type'],
  ['422', 'bad_request'],
  ['429', 'rate_limited'],
  ['500', 'server_error'],
  ['502', 'bad_gateway'],
  ['503', 'overloaded'],
  ['504', 'upstream_timeout'],
]);

/** Kinds that only occur in a browser, which therefore simulates them itself. */
export const SIMULATED_BY_CLIENT: readonly ErrorKind[] = [
  'offline',
  'starlight_unreachable',
  'platform_timeout',
  // From a server that is newer than the page.
  'unknown',
];

/** The failure to simulate. `seconds`: how long until a retry works, at most a day; null if omitted. */
export type SimulateCommand = { kind: ErrorKind; seconds: number | null };

/** Whether a message is a `/simulate …` command, even one whose kind is missing or unknown. */
export function isSimulateCommand(text: string): boolean {
  return COMMAND.test(text.trimStart());
}

/**
 * Parses `/simulate <kind> [seconds]`. The kind may be written with hyphens or spaces, in any case, or
 * as a status code, which means its most typical kind. Null: not a command, or no such kind.
 */
export function parseSimulateCommand(text: string): SimulateCommand | null {
  if (!isSimulateCommand(text)) return null;
  // Attached files come after a blank line.
  const [paragraph = ''] = text.trim().split('\n\n', 1);
  const words = paragraph.replace(COMMAND, '').trim().split(/\s+/);
  const last = words.at(-1) ?? '';
  const hasSeconds = words.length > 1 && /^\d{1,9}s?$/i.test(last);
  const kind = kindNamed((hasSeconds ? words.slice(0, -1) : words).join(' '));
  if (!kind) return null;
  return { kind, seconds: hasSeconds ? Math.min(Number.parseInt(last, 10), MAX_SECONDS) : null };
}

/** The kind people most often mean by a status code, or null. */
export function typicalKindOf(status: number): ErrorKind | null {
  return TYPICAL_KINDS.get(String(status)) ?? null;
}

function kindNamed(name: string): ErrorKind | null {
  const normalized = normalizeKind(name);
  return isErrorKind(normalized) ? normalized : (TYPICAL_KINDS.get(normalized) ?? null);
}

function normalizeKind(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
