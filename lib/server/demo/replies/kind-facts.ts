import 'server-only';
import type { BannerContext } from '#lib/core/catalogue/catalogue-entry.ts';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import { statusPhrase } from '#lib/core/catalogue/status-phrase.ts';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/errors/error-kinds.ts';

const OPERATOR: BannerContext = {
  audience: 'operator',
  contact: null,
  details: {},
  retryAfterMs: null,
  upstreamName: 'OpenAI',
  model: null,
};

const NAMES =
  /\b(?:OPENAI|STARLIGHT|NEXT_PUBLIC|VERCEL)_[A-Z0-9_]{0,60}[A-Z0-9]\b|\.env\.local\b|\bnpm run \w{1,40}/g;
const OPENAI_ADDRESS = /\b(?:platform|help|status)\.openai\.com(?:\/[\w/-]{0,200}\w)?/g;

/** The catalog's plain text, escaped for Markdown and its tables; names become code, URLs become links. */
function toMarkdown(plain: string): string {
  return plain
    .replace(/[\\`*<>[\]|~#]/g, '\\$&')
    .replace(/\n+/g, ' ')
    .replace(NAMES, '`$&`')
    .replace(OPENAI_ADDRESS, '[$&](https://$&)');
}

/** "429 Too Many Requests"; null for a kind without a status. */
function statusLineOf(kind: ErrorKind): string | null {
  const { status } = ERROR_KINDS[kind];
  return status === null ? null : statusLine(status);
}

/** "429 Too Many Requests", or only the number if it has no name. */
export function nameOf(kind: ErrorKind): string {
  return [statusLineOf(kind), `\`${kind}\``].filter(Boolean).join(': ');
}

/** "429 Too Many Requests", or the number alone where it has no name. */
export function statusLine(status: number): string {
  return [status, statusPhrase(status)].filter(Boolean).join(' ');
}

/** What a kind means, in one paragraph of Markdown. */
export function meaningOf(kind: ErrorKind): string {
  return toMarkdown(ERROR_CATALOGUE[kind].meaning);
}

/** The usual causes, as a list; empty if none are known. */
export function causesOf(kind: ErrorKind): string {
  return bullets(ERROR_CATALOGUE[kind].causes);
}

/** The operator's instructions, as a numbered list or a single sentence. */
export function fixOf(kind: ErrorKind): string {
  const { sentence, steps } = ERROR_CATALOGUE[kind].operator(OPERATOR);
  if (steps.length === 0) return toMarkdown(sentence);
  return steps.map((step, index) => `${index + 1}. ${toMarkdown(step)}`).join('\n');
}

/** A link to the page with more details; null if there is none. */
export function linkOf(kind: ErrorKind): string | null {
  const { link } = ERROR_CATALOGUE[kind];
  return link && `[${toMarkdown(link.label)}](${link.href})`;
}

/** The message for someone without access to the key. */
export function retryAdviceOf(kind: ErrorKind): string {
  const { retry } = ERROR_CATALOGUE[kind];
  switch (retry) {
    case 'now':
      return 'may help right away';
    case 'wait':
      return 'helps after a wait';
    case 'never':
      return "doesn't help";
  }
}

/** Every kind with this status, in the order of the list of kinds. */
export function kindsOfStatus(status: number): ErrorKind[] {
  return Object.keys(ERROR_KINDS)
    .filter(isErrorKind)
    .filter((kind) => ERROR_KINDS[kind].status === status);
}

/** Joins the non-empty parts with blank lines. */
export function paragraphs(...parts: readonly (string | null | false)[]): string {
  return parts.filter(Boolean).join('\n\n');
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${toMarkdown(line)}`).join('\n');
}
