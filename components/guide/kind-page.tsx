import type { ReactNode } from 'react';
import { OPENAI_PAGES } from '#lib/core/catalogue/openai-pages.ts';
import type { ErrorKind, ErrorOrigin } from '#lib/core/errors/error-kinds.ts';
import { ERROR_KINDS } from '#lib/core/errors/error-kinds.ts';
import { type GuideEntry, guideEntryOf } from '#lib/core/guide/guide-entry.ts';
import { confusedWith } from '#lib/core/guide/often-confused.ts';
import { wireNameOfKind } from '#lib/core/guide/wire/wire-names.ts';
import { samplesOfKind } from '#lib/core/guide/wire/wire-sample.ts';
import { wordingsOfKind } from '#lib/core/guide/wordings/wordings-of-kind.ts';
import { Advice, GuessedAdvice } from './advice.tsx';
import { CatalogueText } from './catalogue-text.tsx';
import { ConfusedTable } from './confused-table.tsx';
import { GuideFrame } from './guide-frame.tsx';
import { GuidePageLink } from './guide-page-link.tsx';
import { ProviderWordings } from './provider-wordings.tsx';
import { SearchForm } from './search-form.tsx';
import { WireSamples } from './wire-samples.tsx';

type KindPageProps = {
  kind: ErrorKind;
  /** The link to simulate this failure; `null` if there is none. */
  showMe: string | null;
};

const ORIGIN_LABELS: Record<ErrorOrigin, string> = {
  upstream: 'OpenAI, or the provider used instead',
  reply: 'a reply that had started',
  starlight: 'the site itself',
  client: 'the browser',
};

/** Everything about one kind of failure. */
export function KindPage({ kind, showMe }: KindPageProps) {
  const entry = guideEntryOf(kind);
  const samples = samplesOfKind(kind);
  const wordings = wordingsOfKind(kind);
  const others = confusedWith(kind);
  return (
    <GuideFrame>
      <div className="flex flex-col gap-4">
        <nav aria-label="Breadcrumb" className="text-muted">
          <ol className="flex flex-wrap gap-x-2">
            <li>
              <a href="/errors" className="underline underline-offset-2">
                Error guide
              </a>
            </li>
            <li className="before:me-2 before:content-['/']">
              <a href={`/errors#${entry.group.id}`} className="underline underline-offset-2">
                {entry.group.title}
              </a>
            </li>
          </ol>
        </nav>
        <Heading entry={entry} />
        <p className="text-lg leading-relaxed text-pretty">
          <CatalogueText text={entry.meaning} />
        </p>
        <Facts entry={entry} />
        {showMe !== null && <ShowMe kind={kind} href={showMe} />}
      </div>
      <Section title="Why it happens">
        <ul className="list-disc space-y-1.5 ps-5 text-base marker:text-muted">
          {entry.causes.map((cause) => (
            <li key={cause} className="text-pretty">
              <CatalogueText text={cause} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What to do">
        <Advice entry={entry} />
      </Section>
      {entry.guessed !== null && (
        <Section title="If it's a guess">
          <GuessedAdvice guessed={entry.guessed} pageTitle={entry.title} />
        </Section>
      )}
      {others.length > 0 && (
        <Section title="Often confused with">
          <ConfusedTable kind={kind} others={others} />
        </Section>
      )}
      {wordings.length > 0 && (
        <Section title="How providers say it">
          <ProviderWordings wordings={wordings} />
        </Section>
      )}
      {samples.length > 0 && (
        <Section title="What OpenAI and compatible servers send">
          <p className="text-base text-pretty text-muted">
            Long text is shortened, and names and numbers are made up. Starlight calls all of these{' '}
            <code className="font-mono text-[0.9em]">{kind}</code>.
          </p>
          <WireSamples samples={samples} />
          <GuidePageLink {...OPENAI_PAGES.errorCodes} />
        </Section>
      )}
      <Section title="Look up another error">
        <SearchForm query="" />
      </Section>
    </GuideFrame>
  );
}

function Heading({ entry: { statusLine, severity, title } }: { entry: GuideEntry }) {
  if (statusLine === null) {
    return (
      <h1 className="text-2xl font-semibold tracking-tight text-balance">
        {title.charAt(0).toUpperCase() + title.slice(1)}
      </h1>
    );
  }
  return (
    <h1 className="text-2xl font-semibold tracking-tight text-balance">
      <span className={`tone-${severity} text-tone-text`}>{statusLine}:</span> {title}
    </h1>
  );
}

function Facts({ entry: { kind, retry } }: { entry: GuideEntry }) {
  const code = wireNameOfKind(kind);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-[0.9375rem]">
      <dt className="text-muted">Name</dt>
      <dd>
        <code className="font-mono text-[0.875rem]">{kind}</code>
      </dd>
      {code !== null && (
        <>
          <dt className="text-muted">Code</dt>
          <dd>
            <code className="font-mono text-[0.875rem]">{code}</code>
          </dd>
        </>
      )}
      <dt className="text-muted">Comes from</dt>
      <dd>{ORIGIN_LABELS[ERROR_KINDS[kind].origin]}</dd>
      <dt className="text-muted">Retrying</dt>
      <dd>
        <CatalogueText text={retry} />
      </dd>
    </dl>
  );
}

function ShowMe({ kind, href }: { kind: ErrorKind; href: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <a href={href} className="btn-primary">
        Show me this error
      </a>
      <p className="text-muted">
        Puts <code className="font-mono text-[0.8125rem]">/simulate {kind}</code> in the chat; you
        press Send.
      </p>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}
