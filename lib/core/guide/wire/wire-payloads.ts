import { parseJson } from '../../json/parse-json.ts';
import type { UpstreamFault } from '../../upstream-faults/upstream-fault.ts';

const EVENT_FIELD = /^(?:data|error): /;

/** One event of a stream as sent, and its value; `undefined` if it isn't JSON. */
export type WireEvent = { field: string; text: string; value: unknown };

/** The events in a stream's chunks, in order, including `[DONE]`. */
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

/** Every JSON value in a fault's response: its body, or the events of its stream. */
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
