import 'server-only';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { faultsOfKind } from '#lib/core/upstream-faults/upstream-faults.ts';
import { PARTIAL_REPLY } from '../replies/simulation-replies.ts';
import type { PlannedReply, ReplyEnding } from '../reply-steps.ts';

const REFUSAL =
  "I'm sorry, but I can't help with that. (You asked for a refusal, and this is what one looks like.)";

/** A failure as the upstream would send it. */
export type SimulatedFailure =
  | { type: 'response'; status: number; headers: Record<string, string>; body: string }
  | { type: 'connection'; code: string }
  | { type: 'reply'; reply: PlannedReply };

/** What a kind looks like on the wire; null for a kind that no upstream can produce. */
export function simulatedFailureOf(kind: ErrorKind): SimulatedFailure | null {
  switch (kind) {
    case 'reply_truncated':
      return partialReply({ type: 'complete', finish: 'length' });
    case 'reply_filtered':
      return partialReply({ type: 'complete', finish: 'content_filter' });
    case 'reply_timeout':
      return partialReply({ type: 'trickle' });
    case 'reply_refused':
      return { type: 'reply', reply: { text: '', refusal: REFUSAL, ending: COMPLETE } };
    case 'reply_empty':
      return { type: 'reply', reply: { text: '', refusal: null, ending: COMPLETE } };
    case 'upstream_timeout':
      // Immediately: a demo that hangs for two minutes shows nothing.
      return { type: 'connection', code: 'UND_ERR_HEADERS_TIMEOUT' };
    case 'unknown':
      // Whatever an upstream sends is at least refused or a failure of a class.
      return null;
    default:
      return fromFaults(kind);
  }
}

const COMPLETE = { type: 'complete', finish: 'stop' } as const;

function partialReply(ending: ReplyEnding): SimulatedFailure {
  return { type: 'reply', reply: { text: PARTIAL_REPLY, refusal: null, ending } };
}

function fromFaults(kind: ErrorKind): SimulatedFailure | null {
  const wire = faultsOfKind(kind)[0]?.wire;
  if (!wire) return null;
  if (wire.type !== 'stream') return wire;
  return partialReply({ type: 'broken', tail: withoutText(wire.chunks), end: wire.ending });
}

/** The events of a sample other than its text: our own text comes before them. */
function withoutText(chunks: readonly string[]): string[] {
  return chunks
    .join('')
    .split(/(?<=\n\n)/)
    .filter((event) => !isTextEvent(event));
}

function isTextEvent(event: string): boolean {
  return (
    /"delta":\s*\{\s*"(role|content)"/.test(event) &&
    !/"finish_reason":\s*"/.test(event) &&
    event.endsWith('}\n\n')
  );
}
