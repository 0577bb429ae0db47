import { shownPage } from '#lib/core/providers/shown-page.ts';
import type { SiteState } from '#lib/core/site-state.ts';
import { CodeLine } from '../ui/code-line.tsx';

/** How to get a key and where to put it. */
export function KeySteps({
  site: { development, upstreamName, upstreamPages },
}: {
  site: SiteState;
}) {
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
