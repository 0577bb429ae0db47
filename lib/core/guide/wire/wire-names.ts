import type { ErrorKind } from '../../errors/error-kinds.ts';
import { isRecord } from '../../json/is-record.ts';
import type { UpstreamFault } from '../../upstream-faults/upstream-fault.ts';
import { faultsOfKind } from '../../upstream-faults/upstream-faults.ts';
import { payloadsOf } from './wire-payloads.ts';

/** The upstream's own names for a fault, which is what people see and search for. */
type WireNames = {
  /** `insufficient_quota`, `ECONNREFUSED`: the most specific first. */
  codes: readonly string[];
  types: readonly string[];
  messages: readonly string[];
};

const CODES: ReadonlySet<string> = new Set(['code', 'reason', 'finish_reason']);
const TYPES: ReadonlySet<string> = new Set(['type', 'limit_source']);
const MESSAGES: ReadonlySet<string> = new Set([
  ...['message', 'msg', 'detail', 'error', 'error_description', 'raw', 'refusal'],
]);
/** Types that say nothing about the fault: OpenAI's for any faulty request, and other providers'. */
export const GENERIC_TYPES: ReadonlySet<string> = new Set(['invalid_request_error', 'api_error']);
const MAX_DEPTH = 6;
/** A reply that ended normally, and the only type of tool. */
const IGNORED_VALUES: ReadonlySet<string> = new Set(['stop', 'function']);

/** The codes, types and messages of a fault, as they were sent. */
export function wireNamesOf(fault: UpstreamFault): WireNames {
  const { wire } = fault;
  if (wire.type === 'connection') return { codes: [wire.code], types: [], messages: [] };
  const found: Record<keyof WireNames, string[]> = { codes: [], types: [], messages: [] };
  for (const [name, text] of payloadsOf(fault).flatMap((payload) => [...namedTextsOf(payload)])) {
    const role = roleOf(name, text);
    if (role !== null) found[role].push(text);
  }
  if (wire.type === 'response' && found.messages.length === 0) {
    found.messages.push(...textsOfPage(wire.body));
  }
  return found;
}

/**
 * The name programs use for this kind: the code of its typical fault, or its type, or the code of a
 * failed connection. `null` if none of them is specific.
 */
export function wireNameOfKind(kind: ErrorKind): string | null {
  const [typical, ...others] = faultsOfKind(kind);
  const connections = others.filter(({ wire }) => wire.type === 'connection');
  const faults = typical === undefined ? [] : [typical, ...connections];
  return faults.map(wireNameOf).find((name) => name !== null) ?? null;
}

/** The code of a fault, or its type; `null` if neither is specific. */
export function wireNameOf(fault: UpstreamFault): string | null {
  const { codes, types } = wireNamesOf(fault);
  const type = types.find((each) => isName(each) && !GENERIC_TYPES.has(each));
  return codes.find(isName) ?? type ?? null;
}

/** Every named string within a value, outermost first. */
function* namedTextsOf(
  value: unknown,
  depth = 0,
): Generator<readonly [name: string, text: string]> {
  if (depth > MAX_DEPTH) return;
  const inner = isRecord(value) ? Object.entries(value) : [];
  for (const [name, text] of inner) if (typeof text === 'string') yield [name, text];
  const items: readonly unknown[] = Array.isArray(value) ? value : inner.map(([, item]) => item);
  for (const item of items) yield* namedTextsOf(item, depth + 1);
}

function roleOf(name: string, text: string): keyof WireNames | null {
  if (IGNORED_VALUES.has(text)) return null;
  if (CODES.has(name) || (name === 'error' && isName(text))) return 'codes';
  if (TYPES.has(name)) return 'types';
  return MESSAGES.has(name) ? 'messages' : null;
}

/** One word made of the letters of a code, as in OAuth's `{"error":"invalid_grant"}`. */
function isName(text: string): boolean {
  return /^[A-Za-z][A-Za-z_]{2,63}$/.test(text);
}

/** The title and headings of an HTML page. */
function textsOfPage(page: string): string[] {
  return [...page.matchAll(/<(?:title|h1|h2)[^<>]{0,200}>/g)]
    .map(({ index, 0: tag }) => {
      const [inner = ''] = page.slice(index + tag.length).split(/<\/(?:title|h1|h2)>|\n/, 1);
      return inner.replace(/<[^<>]{1,200}>/g, '');
    })
    .filter((text) => text !== '');
}
