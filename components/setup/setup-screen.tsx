import { FlaskConical, MessageSquareText, Stethoscope } from 'lucide-react';
import Link from 'next/link';
import { shownPage } from '#lib/core/providers/shown-page.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { CodeLine } from '../ui/code-line.tsx';
import { CheckAgainButton } from './check-again-button.tsx';
import { ProblemList } from './problem-list.tsx';
import { ScreenFrame } from './screen-frame.tsx';
import { SetupChecks } from './setup-checks.tsx';

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

const MAX_NAMED_MODELS = 8;

function introFor(site: SiteState): { title: string; lead: string } {
  switch (site.mode) {
    case 'unprotected':
      return {
        title: "This chat isn't open yet",
        lead: 'A key is set, but nothing keeps strangers from using it. In production, chat stays off until the site owner chooses who can use it.',
      };
    case 'setup':
      return site.role === 'operator' ? introForOperator(site) : introForVisitor(site);
    default:
      return site.demo
        ? {
            title: 'From the demo to your own key',
            lead: 'The demo simulates every reply. With your own key, the same page talks to a real model.',
          }
        : {
            title: 'Setup',
            lead: "This server's settings. Keys and codes are never shown.",
          };
  }
}

function introForOperator(site: SiteState): { title: string; lead: string } {
  const one = site.problems.filter(({ severity }) => severity === 'error').length === 1;
  if (hasBadKey(site)) {
    return {
      title: one ? "The key can't work yet" : "The key and some settings can't work yet",
      lead: `The key is set, but not to a value that can work, so it's never sent. Nobody can chat until ${one ? "it's" : 'these are'} fixed.`,
    };
  }
  return lacksKey(site)
    ? {
        title: one
          ? 'One thing is missing: the key'
          : 'Some things are missing, starting with the key',
        lead: "Starlight keeps the key on the server and sends chat requests with it. Until it's set, nobody can chat.",
      }
    : {
        title: one ? 'One setting needs a different value' : 'Some settings need different values',
        lead: `The key is set, but nobody can chat until ${one ? 'this is' : 'these are'} fixed.`,
      };
}

function introForVisitor({ contact }: SiteState): { title: string; lead: string } {
  return {
    title: "This chat isn't set up yet",
    lead: `The site owner still has to set up the key.${contact ? ` You can ask ${contact}.` : ''}`,
  };
}

function lacksKey({ problems }: SiteState): boolean {
  return problems.some(
    ({ variable, severity }) => variable === 'OPENAI_API_KEY' && severity === 'error',
  );
}

const LACKING = new Set(['not_set', 'blank', 'other_name', '']);

/** Only the operator learns that it is set. */
function hasBadKey({ problems }: SiteState): boolean {
  return problems.some(
    ({ variable, severity, reason }) =>
      variable === 'OPENAI_API_KEY' && severity === 'error' && !LACKING.has(reason),
  );
}

function KeySteps({ site: { development, upstreamName, upstreamPages } }: { site: SiteState }) {
  const page = upstreamPages?.keys ?? null;
  return (
    <ol className="flex list-decimal flex-col gap-4 ps-5 text-base marker:text-muted">
      <li className="ps-1">
        {page === null ? (
          `Get a key from ${upstreamName}.`
        ) : (
          <>
            Create a key at{' '}
            <a
              className="text-accent underline underline-offset-2"
              href={page}
              target="_blank"
              rel="noopener noreferrer"
            >
              {shownPage(page)}
            </a>
            .
          </>
        )}
      </li>
      <li className="ps-1">
        Put it in <code className="font-mono text-sm">.env.local</code>, next to{' '}
        <code className="font-mono text-sm">package.json</code>:
        <CodeLine code="cp .env.local.example .env.local" />
        <CodeLine code={`OPENAI_API_KEY=${upstreamName === 'OpenAI' ? 'sk-proj-' : ''}…`} />
        On Vercel: Settings → Environment Variables. Select Production and Preview.
      </li>
      <li className="ps-1">
        {development
          ? 'Save the file. It takes effect immediately, without a restart.'
          : 'Restart the server (on Vercel: redeploy):'}
        {!development && <CodeLine code="npm run build && npm start" />}
      </li>
    </ol>
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

function modelsText({ models }: SiteState): string {
  const names = models.slice(0, MAX_NAMED_MODELS).map(({ id }) => id);
  const more = models.length - names.length;
  if (names.length === 0) return "decided by the upstream's list";
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
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
    ['Largest request', `${site.maxBodyBytes.toLocaleString('en')} bytes`],
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
