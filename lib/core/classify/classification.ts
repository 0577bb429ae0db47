import type { Certainty, ErrorKind } from '../errors/error-kinds.ts';
import type { UpstreamReason } from './upstream-reasons.ts';

/** The kind of a failure, before its details are read. */
export type Verdict = { kind: ErrorKind; certainty: Certainty; reason?: UpstreamReason };

/** What a body turned out to be. `page`: HTML or XML. `text`: neither JSON nor a page. */
export type BodyForm = 'empty' | 'page' | 'text' | 'json';

/** The part of `Headers` that is used. Iterated names are in lower case. */
export type HeaderReader = Iterable<[name: string, value: string]> & {
  get(name: string): string | null;
};
