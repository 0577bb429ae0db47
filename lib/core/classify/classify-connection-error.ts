import { type Failure, StarlightError } from '../errors/starlight-error.ts';
import { isObject } from '../json/is-object.ts';
import { kindOfConnectionCode } from './connection-codes.ts';

/** What is read of one error in a chain; the message is compared, never kept. */
type ErrorLink = { code: string; name: string; message: string; syscall: string };

const MAX_LINKS = 12;
const MAX_DEPTH = 6;
const MAX_MESSAGE = 500;

/** Errors of fetch that have neither code nor name of their own (undici 8, Node 24). */
const MESSAGE_FAILURES: readonly { says: RegExp; failure: Failure }[] = [
  { says: /^unexpected redirect$/, failure: { kind: 'upstream_redirected' } },
  { says: /^redirect count exceeded$/, failure: { kind: 'upstream_redirected' } },
  {
    says: /Cannot convert argument to a ByteString/,
    failure: { kind: 'key_malformed', details: { reason: 'non_ascii' } },
  },
  // Headers refuses only line breaks and NUL; an environment variable cannot hold NUL.
  {
    says: /is an invalid header value/,
    failure: { kind: 'key_malformed', details: { reason: 'line_break' } },
  },
  {
    says: /^invalid \S{1,60} header$/,
    failure: { kind: 'key_malformed', details: { reason: 'invisible_character' } },
  },
  {
    says: /^(?:unknown scheme|bad port|Invalid URL|Failed to parse URL)|URL that includes credentials|URL scheme must be/,
    failure: { kind: 'wrong_url' },
  },
  // openai-node: thrown by its constructor, before any request
  {
    says: /^Missing credentials\b|OPENAI_API_KEY environment variable is missing/,
    failure: { kind: 'key_missing' },
  },
  { says: /^Request timed out\.$/, failure: { kind: 'upstream_timeout' } },
  { says: /^Could not parse message into JSON/, failure: { kind: 'reply_invalid' } },
];

/** What fetch throws when it says no more (Node, Chrome, Firefox, Safari; openai-node). */
const SILENT_FAILURE =
  /^(?:fetch failed|terminated|Failed to fetch|NetworkError|Load failed|network error|Connection error\.|Request was aborted)/;

/**
 * Names what fetch, undici or Node threw instead of an answer, from the codes in the error, its
 * `cause` and an AggregateError's `errors` (one for each address that was tried). A `StarlightError`
 * keeps its failure, as a cause as well. Never throws; no part of a message gets into the result,
 * since that of an invalid header holds the whole key.
 */
export function classifyConnectionError(error: unknown): Failure {
  try {
    return ownFailureIn(error, 0) ?? failureOf(linksOf(error));
  } catch {
    // Anything can be thrown: a revoked proxy or a throwing getter fails at every touch.
    return { kind: 'unknown' };
  }
}

/** An error of ours, thrown within fetch, comes back wrapped by the SDK. */
function ownFailureIn(error: unknown, depth: number): Failure | null {
  if (error instanceof StarlightError) return error.failure;
  if (depth > MAX_DEPTH || !isObject(error)) return null;
  return ownFailureIn(Reflect.get(error, 'cause'), depth + 1);
}

function failureOf(links: readonly ErrorLink[]): Failure {
  return (
    failureOfCodes(links) ??
    failureOfMessages(links) ??
    failureOfSyscall(links) ?? {
      kind: links.some(({ message }) => SILENT_FAILURE.test(message))
        ? 'connection_lost'
        : 'unknown',
    }
  );
}

/** Codes first, wherever they are; then names, which wrappers share. */
function failureOfCodes(links: readonly ErrorLink[]): Failure | null {
  const names = [...links.map(({ code }) => code), ...links.map(({ name }) => name)];
  const kind = names.map(kindOfConnectionCode).find((known) => known !== null);
  if (!kind) return null;
  // undici says "terminated" once headers were there: the reply broke, and an API did answer.
  const hadHeaders = links.some(({ message }) => message === 'terminated');
  return { kind: kind === 'not_an_api' && hadHeaders ? 'reply_invalid' : kind };
}

function failureOfMessages(links: readonly ErrorLink[]): Failure | null {
  const found = MESSAGE_FAILURES.find(({ says }) =>
    links.some(({ message }) => says.test(message)),
  );
  return found?.failure ?? null;
}

/** A code that is not in our table, from a call that is. */
function failureOfSyscall(links: readonly ErrorLink[]): Failure | null {
  for (const { syscall } of links) {
    if (syscall === 'getaddrinfo') return { kind: 'dns_failure' };
    if (syscall === 'connect') return { kind: 'connection_refused' };
    if (syscall === 'read' || syscall === 'write') return { kind: 'connection_lost' };
  }
  return null;
}

function linksOf(error: unknown): ErrorLink[] {
  const links: ErrorLink[] = [];
  collectLinks(error, 0, links);
  return links;
}

function collectLinks(error: unknown, depth: number, links: ErrorLink[]): void {
  if (depth > MAX_DEPTH || links.length >= MAX_LINKS || !isObject(error)) return;
  links.push({
    code: readText(error, 'code'),
    name: readText(error, 'name'),
    message: readText(error, 'message'),
    syscall: readText(error, 'syscall'),
  });
  collectLinks(Reflect.get(error, 'cause'), depth + 1, links);
  const errors: unknown = Reflect.get(error, 'errors');
  if (!Array.isArray(errors)) return;
  for (const inner of errors.slice(0, MAX_LINKS)) collectLinks(inner, depth + 1, links);
}

function readText(error: object, name: string): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value.slice(0, MAX_MESSAGE) : '';
}
