import type { FaultSource } from '#lib/core/guide/fault-sources.ts';
import { sourceLabel } from '#lib/core/guide/source-label.ts';
import type { WireSample } from '#lib/core/guide/wire/wire-sample.ts';

/** What upstreams send: the typical response open, the others collapsed. */
export function WireSamples({ samples }: { samples: readonly WireSample[] }) {
  return (
    <div className="divide-y divide-line overflow-clip rounded-xl border border-line bg-raised">
      {samples.map((sample, at) => (
        <details key={sample.id} open={at === 0}>
          <summary className="px-4 py-3 hover:bg-sunken marker:text-muted">
            <span className="ms-1 font-medium">{sample.sender ?? 'Connection'}</span>{' '}
            <span className="ms-2 text-muted">{sample.answer}</span>{' '}
            {sample.excerpt !== null && (
              <span className="ms-2 text-muted italic">{sample.excerpt}</span>
            )}
            {sample.name !== null && (
              <code className="ms-2 font-mono text-[0.8125rem] wrap-anywhere text-muted">
                {sample.name}
              </code>
            )}
          </summary>
          <Answer sample={sample} />
        </details>
      ))}
    </div>
  );
}

function Answer({ sample }: { sample: WireSample }) {
  const { headers, body, ending, confirmed, source } = sample;
  return (
    <div className="flex flex-col gap-2 px-4 pb-4">
      <pre className="rounded-lg bg-sunken p-3 font-mono text-[0.8125rem] leading-5 wrap-anywhere whitespace-pre-wrap">
        {headers.length > 0 && (
          <span className="text-muted">
            {headers.map(([name, value]) => `${name}: ${value}\n`).join('')}
            {'\n'}
          </span>
        )}
        {body}
      </pre>
      {ending !== null && <p>{ending}</p>}
      <p className="text-muted">
        {confirmed ? 'Confirmed' : 'Exact wording not confirmed'}
        {source !== null && <Source source={source} />}.
      </p>
    </div>
  );
}

function Source({ source }: { source: FaultSource }) {
  if (source === 'reproduced') return ' on our own server';
  if (source === 'source_code') return "; found in an SDK's source code";
  return (
    <>
      ; source:{' '}
      <a
        href={source}
        target="_blank"
        rel="noopener noreferrer"
        className="underline underline-offset-2"
      >
        {sourceLabel(source)}
      </a>
    </>
  );
}
