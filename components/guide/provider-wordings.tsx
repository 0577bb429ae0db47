import { sourceLabel } from '#lib/core/guide/source-label.ts';
import type { ProviderWording } from '#lib/core/guide/wordings/wordings-of-kind.ts';

/** How providers word one kind of failure: who, with which status, code and words, and where it was seen. */
export function ProviderWordings({ wordings }: { wordings: readonly ProviderWording[] }) {
  return (
    <ul className="divide-y divide-line overflow-clip rounded-xl border border-line bg-raised text-[0.9375rem]">
      {wordings.map((wording) => (
        <Wording key={`${wording.provider} ${wording.words}`} {...wording} />
      ))}
    </ul>
  );
}

function Wording({ provider, status, code, words, source }: ProviderWording) {
  return (
    <li className="flex flex-col gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid sm:grid-cols-[10rem_minmax(0,1fr)_auto]">
      <span>
        <span className="font-medium">{provider}</span>{' '}
        <span className="text-muted tabular-nums">{status === 200 ? 'in a stream' : status}</span>
      </span>
      <span className="min-w-0">
        {code !== null && (
          <>
            <code className="font-mono text-[0.8125rem] wrap-anywhere">{code}</code>{' '}
          </>
        )}
        <q className="wrap-anywhere text-muted">{words}</q>
      </span>
      {source !== null && (
        <a
          href={source}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`Source: ${sourceLabel(source)}, for ${provider}`}
          className="self-start text-sm text-muted underline underline-offset-2 pointer-coarse:min-h-11"
        >
          Source
        </a>
      )}
    </li>
  );
}
