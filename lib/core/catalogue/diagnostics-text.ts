import type { ErrorBody } from '../errors/error-body.ts';
import type { Certainty } from '../errors/error-kinds.ts';

const CERTAINTY_WORDS: Record<Certainty, string> = {
  recognized: 'recognized',
  guessed: 'guessed from the status',
};

export type Diagnostics = {
  error: ErrorBody;
  model: string | null;
  /** Milliseconds since 1970. */
  failedAt: number | null;
};

/** How numbers and moments (ms since 1970) are written. */
type DetailFormats = { number: (value: number) => string; moment: (ms: number) => string };

const RAW: DetailFormats = { number: String, moment: (ms) => new Date(ms).toISOString() };

/** The rows a banner shows under "Details" and copies, which is then raw. They contain nothing secret. */
export function diagnosticsRows(
  { error, model, failedAt }: Diagnostics,
  { number, moment }: DetailFormats = RAW,
): [string, string][] {
  const rows: [string, string][] = [['Kind', error.kind]];
  if (error.certainty) rows.push(['Certainty', CERTAINTY_WORDS[error.certainty]]);
  if (error.status > 0) rows.push(['Status', String(error.status)]);
  if (error.requestId !== 'none') rows.push(['Request ID', error.requestId]);
  if (error.upstreamRequestId) rows.push(['Upstream request ID', error.upstreamRequestId]);
  if (model) rows.push(['Model', model]);
  if (failedAt !== null) rows.push(['Time', moment(failedAt)]);
  if (error.retryAfterMs !== undefined) {
    rows.push(['Retry after', `${number(Math.ceil(error.retryAfterMs / 1000))} s`]);
  }
  for (const [label, value] of detailRows(error, number)) {
    const own = rows.find(([existing]) => existing === label);
    // The upstream often names what the page knows already.
    if (own?.[1] !== value) rows.push([own ? `${label} (upstream)` : label, value]);
  }
  return rows;
}

function detailRows({ details = {} }: ErrorBody, number: DetailFormats['number']) {
  return Object.entries(details).map(([name, value]): [string, string] => {
    const isAmount = typeof value === 'number' && name !== 'codePoint';
    return [readableName(name), isAmount ? number(value) : String(value)];
  });
}

/** The same rows as text, to paste into a message asking for help. */
export function diagnosticsText(diagnostics: Diagnostics): string {
  const lines = diagnosticsRows(diagnostics).map(([name, value]) => `${name}: ${value}`);
  return ['Starlight error report', ...lines].join('\n');
}

function readableName(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
