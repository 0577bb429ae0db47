import type { LimitsInForce } from '#lib/core/limits/limits-in-force.ts';
import type { ProviderPages } from '#lib/core/providers/provider-site.ts';
import { CountAgainButton } from './count-again-button.tsx';
import { LimitList } from './limit-list.tsx';

type LimitsSectionProps = {
  limits: LimitsInForce;
  upstreamName: string;
  /** Null for an unknown upstream. */
  upstreamPages: ProviderPages | null;
  onVercel: boolean;
};

/** Every active limit, its usage in this process, and how several processes add up. */
export function LimitsSection({
  limits,
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
      <LimitList limits={limits} titleId="limits-title" />
      <p className="text-base text-pretty">
        Each running instance counts separately, in memory. Two instances allow twice as much, ten
        allow ten times as much, and a restart resets the counts.
        {onVercel && ' This site runs on Vercel, which starts as many instances as it needs.'} Two
        limits can cover all instances:
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
