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

/** Kinds that only a browser can meet, and so makes by itself. */
export const SIMULATED_BY_CLIENT: readonly ErrorKind[] = [
  'offline',
  'starlight_unreachable',
  'platform_timeout',
];

/** A failure asked for. `seconds`: how long until a retry works, at most a day; null when not said. */
export type SimulateCommand = { kind: ErrorKind; seconds: number | null };

/** Tells whether a message is meant as `/simulate …`, also when the kind is missing or unknown. */
export function isSimulateCommand(text: string): boolean {
  return COMMAND.test(text.trimStart());
}

/**
 * Reads `/simulate <kind> [seconds]`. The kind may be written with hyphens or spaces, in any case, or
 * as a status number, which stands for its most typical kind. Null: not that, or no such kind.
 */
export function parseSimulateCommand(text: string): SimulateCommand | null {
  if (!isSimulateCommand(text)) return null;
  const words = text.trim().replace(COMMAND, '').trim().split(/\s+/);
  const last = words.at(-1) ?? '';
  const hasSeconds = words.length > 1 && /^\d{1,9}s?$/i.test(last);
  const kind = kindNamed((hasSeconds ? words.slice(0, -1) : words).join(' '));
  if (!kind) return null;
  return { kind, seconds: hasSeconds ? Math.min(Number.parseInt(last, 10), MAX_SECONDS) : null };
}

/** The kind that people most often mean by a status; null where none has it. */
export function typicalKindOf(status: number): ErrorKind | null {
  return TYPICAL_KINDS.get(String(status)) ?? null;
}

function kindNamed(name: string): ErrorKind | null {
  const spelled = toKindSpelling(name);
  return isErrorKind(spelled) ? spelled : (TYPICAL_KINDS.get(spelled) ?? null);
}

function toKindSpelling(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
