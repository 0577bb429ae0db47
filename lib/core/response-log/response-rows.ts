import { statusPhrase } from '../catalogue/status-phrase.ts';
import { formatCount } from '../text/format-amount.ts';
import { formatDuration } from '../text/format-duration.ts';
import { formatUsd } from '../text/format-usd.ts';
import type { ResponseEntry } from './response-log.ts';

/** Every value of an entry with its label; empty ones are omitted. */
export function responseRows(entry: ResponseEntry): [string, string][] {
  const rows: [string, string | number | undefined][] = [
    ['Request ID', entry.requestId],
    ['Upstream ID', entry.upstreamRequestId],
    ['Time', entry.time],
    ['Route', [entry.method, entry.route].filter(Boolean).join(' ')],
    ['Status', entry.status === undefined ? undefined : statusText(entry.status)],
    ['Kind', entry.kind],
    ['Certainty', entry.certainty],
    ['Reason', entry.reason],
    ['Error class', entry.errorClass],
    ['Model', entry.model],
    ['Role', entry.role],
    ['Visitor', entry.visitor],
    ['Team token', entry.teamToken],
    ['First event', durationText(entry.ttfbMs)],
    ['Took', durationText(entry.durationMs)],
    ['Tokens in', countText(entry.inputTokens)],
    ['Tokens out', countText(entry.outputTokens)],
    ['Tokens cached', countText(entry.cachedTokens)],
    ['Tokens thinking', countText(entry.reasoningTokens)],
    ['Cost', usdText(entry.costUsd)],
    ['Finish reason', entry.finishReason],
    ['Repeats', entry.retries],
    ['Fallback because of', entry.fallback],
    ['Fallback to', entry.fallbackTo],
  ];
  return rows.flatMap(([label, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[label, String(value)]],
  );
}

function statusText(status: number): string {
  const phrase = statusPhrase(status);
  return phrase === null ? String(status) : `${status} ${phrase}`;
}

function countText(count: number | undefined): string | undefined {
  return count === undefined ? undefined : formatCount(count);
}

function usdText(usd: number | undefined): string | undefined {
  return usd === undefined ? undefined : formatUsd(usd);
}

function durationText(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatDuration(ms);
}
