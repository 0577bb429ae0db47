import { FlaskConical, MessageSquareText, Stethoscope } from 'lucide-react';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import type { SiteState } from '#lib/core/site-state.ts';
import { CodeLine } from '../ui/code-line.tsx';
import { ReaderCount } from '../ui/reader-count.tsx';
import { CheckAgainButton } from './check-again-button.tsx';
import { KeySteps } from './key-steps.tsx';
import { ProblemList } from './problem-list.tsx';
import { ScreenFrame } from './screen-frame.tsx';
import { SetupChecks } from './setup-checks.tsx';
import { hasBadKey, introFor, lacksKey } from './setup-intro.ts';

/** What is missing before anyone can chat, where to set it, and how to check. Only the operator sees the exact fix. */
export function SetupScreen({ site }: { site: SiteState }) {
  const { title, lead } = introFor(site);
  const forOperator = site.role === 'operator';
  // Visitors must not see check results, so production shows none on this page.
  const checksHere = site.development && forOperator;
  return (
    <ScreenFrame title={title} wide>
      <p className="text-base text-pretty text-muted">{lead}</p>
      {checksHere ? (
        <SetupChecks leads={site.mode !== 'chat'}>
          <ProblemList problems={site.problems} />
        </SetupChecks>
      ) : (
        <ProblemList problems={site.problems} />
      )}
      {site.mode === 'unprotected' && <ProtectionSteps />}
      {site.mode === 'setup' &&
        forOperator &&
        !checksHere &&
        lacksKey(site) &&
        !hasBadKey(site) && <KeySteps site={site} />}
      {site.mode === 'setup' && !forOperator && (
        <p className="text-base text-pretty">
          If this is your site, set the variables above where it runs (on Vercel: Settings →
          Environment Variables), then restart or redeploy.
        </p>
      )}
      {site.mode === 'chat' && site.demo && <KeySteps site={site} />}
      {site.mode === 'chat' && !site.demo && <Overview site={site} />}
      <div className="flex flex-wrap gap-2">
        {!forOperator && site.operatorCodeSet && (
          <Link href="/doctor" className="btn-line" prefetch={false}>
            Operator sign-in
          </Link>
        )}
        {forOperator && (
          <Link href="/doctor" className="btn-line" prefetch={false}>
            <Stethoscope aria-hidden className="size-4" />
            Run the doctor
          </Link>
        )}
        {site.mode === 'chat' ? (
          <Link href="/" className="btn-primary">
            <MessageSquareText aria-hidden className="size-4" />
            Back to chat
          </Link>
        ) : (
          <>
            {!checksHere && <CheckAgainButton />}
            {site.mode !== 'closed' && (
              <Link href="/demo" className="btn-line">
                <FlaskConical aria-hidden className="size-4" />
                Try the demo
              </Link>
            )}
          </>
        )}
      </div>
    </ScreenFrame>
  );
}

function ProtectionSteps() {
  return (
    <div className="flex flex-col gap-4 text-base">
      <p>If this is your site, set one of these where it runs, then restart or redeploy:</p>
      <ul className="flex list-disc flex-col gap-3 ps-5 marker:text-muted">
        <li className="ps-1">
          A code visitors must enter:
          <CodeLine code="STARLIGHT_ACCESS_CODE=a-long-code-to-share" />
        </li>
        <li className="ps-1">
          Or, to let anyone chat at your expense, within the limits:
          <CodeLine code="STARLIGHT_PUBLIC=1" />
        </li>
      </ul>
    </div>
  );
}

const MAX_NAMED_MODELS = 8;

function modelsText({ models }: SiteState): ReactNode {
  const names = models.slice(0, MAX_NAMED_MODELS).map(({ id }) => id);
  const more = models.length - names.length;
  if (names.length === 0) return "decided by the upstream's list";
  if (more <= 0) return names.join(', ');
  return (
    <>
      {names.join(', ')} and <ReaderCount count={more} /> more
    </>
  );
}

function Overview({ site }: { site: SiteState }) {
  const rows = [
    ['Upstream', site.upstreamName],
    ['Models', modelsText(site)],
    [
      'Who can chat',
      site.accessRequired ? 'anyone with the access code' : 'anyone, within the limits',
    ],
    ['Operator code', site.operatorCodeSet ? 'set' : 'not set'],
    ['Contact for visitors', site.contact ?? 'not set'],
    [
      'Largest request',
      <Fragment key="bytes">
        <ReaderCount count={site.maxBodyBytes} /> bytes
      </Fragment>,
    ],
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-base">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
