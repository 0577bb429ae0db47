import { parseJson } from '../classify/read-answer-body.ts';
import type { UpstreamFault } from '../upstream-faults/upstream-fault.ts';

const EVENT_FIELD = /^(?:data|error): /;

/** One event of a stream as it was written, and its value; `undefined` where that is no JSON. */
export type WireEvent = { field: string; text: string; value: unknown };

/** The events of a stream's chunks, in order, `[DONE]` included. */
export function eventsOfStream(chunks: readonly string[]): WireEvent[] {
  return chunks
    .join('')
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const field = EVENT_FIELD.exec(event)?.[0] ?? '';
      const text = event.slice(field.length);
      return { field, text, value: parseJson(text) };
    });
}

/** Every JSON value that a fault sends: its body, or the events of its stream. */
export function payloadsOf({ wire }: UpstreamFault): readonly unknown[] {
  switch (wire.type) {
    case 'response':
      return [parseJson(wire.body)];
    case 'stream':
      return eventsOfStream(wire.chunks).map(({ value }) => value);
    case 'connection':
      return [];
  }
}
