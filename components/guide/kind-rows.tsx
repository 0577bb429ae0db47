import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { guideEntryOf } from '#lib/core/guide/guide-entry.ts';
import { StatusBadge } from './status-badge.tsx';

/** Kinds as rows: status, title, name and meaning. `ordered` if the order matters. */
export function KindRows({ kinds, ordered }: { kinds: readonly ErrorKind[]; ordered?: boolean }) {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className="divide-y divide-line rounded-xl border border-line bg-raised">
      {kinds.map((kind) => (
        <KindRow key={kind} kind={kind} />
      ))}
    </List>
  );
}

function KindRow({ kind }: { kind: ErrorKind }) {
  const { status, severity, title, meaning } = guideEntryOf(kind);
  return (
    <li
      id={kind}
      className="relative flex gap-3 px-3 py-3 transition-colors duration-150 hover:bg-sunken sm:px-4"
    >
      <StatusBadge status={status} severity={severity} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-3 text-[0.9375rem]">
          <a
            href={`/errors/${kind}`}
            className="font-medium text-pretty after:absolute after:inset-0"
          >
            {title.charAt(0).toUpperCase() + title.slice(1)}
          </a>
          <code className="font-mono text-[0.8125rem] text-muted">{kind}</code>
        </p>
        <p className="text-pretty text-muted">{meaning}</p>
      </div>
    </li>
  );
}
