import type { LimitsInForce } from '#lib/core/limits/limits-in-force.ts';
import type { ProviderPages } from '#lib/core/providers/provider-site.ts';
import { CountAgainButton } from './count-again-button.tsx';
import { LimitList } from './limit-list.tsx';

type LimitsSectionProps = {
  /** Null while the store that counts can't be read. */
  limits: LimitsInForce | null;
  /** Whether they are counted for all instances, rather than by the process that answers. */
  isShared: boolean;
  upstreamName: string;
  /** Null for an unknown upstream. */
  upstreamPages: ProviderPages | null;
  onVercel: boolean;
};

const APART =
  'Each running instance counts separately, in memory. Two instances allow twice as much, ten allow ten times as much, and a restart resets the counts. With REDIS_URL, one store counts for all of them.';
const SHARED =
  'All running instances count together, in Redis, except for replies: a process has its own total.';

/** Every active limit, its usage, and how several processes add up. */
export function LimitsSection({
  limits,
  isShared,
  upstreamName,
  upstreamPages,
  onVercel,
}: LimitsSectionProps) {
  const page = upstreamPages?.limits ?? null;
  return (
    <section
      id="limits"
      aria-labelledby="limits-title"
      className="flex scroll-mt-6 flex-col gap-3 pt-4"
    >
      <div className="flex items-center justify-between gap-3">
        <h2 id="limits-title" className="text-lg font-semibold tracking-tight">
          Limits
        </h2>
        <CountAgainButton />
      </div>
      {limits === null ? (
        <p className="text-base text-pretty">
          The store that counts them doesn't answer, so chat is refused. The check of the store says
          why.
        </p>
      ) : (
        <LimitList limits={limits} titleId="limits-title" />
      )}
      <p className="text-base text-pretty">
        {isShared ? SHARED : APART}
        {onVercel &&
          !isShared &&
          ' This site runs on Vercel, which starts as many instances as it needs.'}{' '}
        {isShared ? 'Two more limits help:' : 'Without it, two limits can cover all instances:'}
      </p>
      <ul className="flex list-disc flex-col gap-1 ps-5 text-base text-pretty marker:text-muted">
        <li>
          a hard spend limit for the key's project, at{' '}
          {page !== null ? (
            <a
              href={page}
              target="_blank"
              rel="noopener noreferrer"
              className="text-accent underline underline-offset-2"
            >
              {upstreamName}
            </a>
          ) : (
            upstreamName
          )}
          ;
        </li>
        <li>
          a limit in front of all instances. On Vercel: Firewall → Configure → New Rule, if the
          request path equals <code className="font-mono text-sm">/api/chat</code>, rate limit by IP
          address. The steps are in <code className="font-mono text-sm">docs/deploy/vercel.md</code>
          .
        </li>
      </ul>
    </section>
  );
}
