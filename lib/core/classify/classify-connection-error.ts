import { type Failure, StarlightError } from '../errors/starlight-error.ts';
import { isObject } from '../json/is-object.ts';
import { kindOfConnectionCode, reasonOfProxyCode } from './connection-codes.ts';

/** The fields read from one error in a chain; the message is compared, never kept. */
type ErrorLink = { code: string; name: string; message: string; syscall: string };

const MAX_LINKS = 12;
const MAX_DEPTH = 6;
const MAX_MESSAGE = 500;

/** fetch errors without a code or name of their own (undici 8, Node 24). */
const MESSAGE_FAILURES: readonly { pattern: RegExp; failure: Failure }[] = [
  { pattern: /^unexpected redirect$/, failure: { kind: 'upstream_redirected' } },
  { pattern: /^redirect count exceeded$/, failure: { kind: 'upstream_redirected' } },
  {
    pattern: /Cannot convert argument to a ByteString/,
    failure: { kind: 'key_malformed', details: { reason: 'non_ascii' } },
  },
  // Headers only rejects line breaks and NUL, and an environment variable cannot contain NUL.
  {
    pattern: /is an invalid header value/,
    failure: { kind: 'key_malformed', details: { reason: 'line_break' } },
  },
  {
    pattern: /^invalid \S{1,60} header$/,
    failure: { kind: 'key_malformed', details: { reason: 'invisible_character' } },
  },
  {
    pattern:
      /^(?:unknown scheme|bad port|Invalid URL|Failed to parse URL)|URL that includes credentials|URL scheme must be/,
    failure: { kind: 'wrong_url' },
  },
  // Thrown by the constructor of openai-node, before any request
  {
    pattern: /^Missing credentials\b|OPENAI_API_KEY environment variable is missing/,
    failure: { kind: 'key_missing' },
  },
  { pattern: /^Request timed out\.$/, failure: { kind: 'upstream_timeout' } },
  { pattern: /^Could not parse message into JSON/, failure: { kind: 'reply_invalid' } },
];

/** fetch errors that name no cause (Node, Chrome, Firefox, Safari; openai-node). */
const GENERIC_FAILURE =
  /^(?:fetch failed|terminated|Failed to fetch|NetworkError|Load failed|network error|Connection error\.|Request was aborted)/;

/**
 * Classifies an error that fetch, undici or Node threw instead of a response, by the codes in the
 * error, its `cause` and an AggregateError's `errors` (one per address tried). A `StarlightError`
 * keeps its failure, also as a cause. Never throws. No part of a message gets into the result,
 * because the message about an invalid header contains the whole key.
 */
export function classifyConnectionError(error: unknown): Failure {
  try {
    return ownFailureIn(error, 0) ?? failureOf(linksOf(error));
  } catch {
    // Anything can be thrown: reading a revoked proxy or a throwing getter fails.
    return { kind: 'unknown' };
  }
}

/** The SDK wraps a StarlightError that was thrown inside fetch. */
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
      kind: links.some(({ message }) => GENERIC_FAILURE.test(message))
        ? 'connection_lost'
        : 'unknown',
    }
  );
}

/** Codes first, at any depth; then names, which several wrappers share. */
function failureOfCodes(links: readonly ErrorLink[]): Failure | null {
  const reason = links.map(({ code }) => reasonOfProxyCode(code)).find((found) => found !== null);
  if (reason) return { kind: 'proxy_failed', details: { reason } };
  const names = [...links.map(({ code }) => code), ...links.map(({ name }) => name)];
  const kind = names.map(kindOfConnectionCode).find((found) => found !== null);
  if (!kind) return null;
  // undici says "terminated" after the headers: an API did respond, and its reply broke off.
  const hadHeaders = links.some(({ message }) => message === 'terminated');
  return { kind: kind === 'not_an_api' && hadHeaders ? 'reply_invalid' : kind };
}

function failureOfMessages(links: readonly ErrorLink[]): Failure | null {
  const found = MESSAGE_FAILURES.find(({ pattern }) =>
    links.some(({ message }) => pattern.test(message)),
  );
  return found?.failure ?? null;
}

/** For codes that are not in the table. */
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
