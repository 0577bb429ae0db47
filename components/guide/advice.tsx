import type { GuessedWords, GuideEntry } from '#lib/core/guide/guide-entry.ts';
import { AdviceCard } from './advice-card.tsx';
import { GuidePageLink } from './guide-page-link.tsx';

const MAX_STATUSES = 4;

type GuessedAdviceProps = { guessed: GuessedWords; pageTitle: string };

/** What each reader can do; one card if both read the same. */
export function Advice({ entry: { title, visitor, operator, link } }: { entry: GuideEntry }) {
  const page = link !== null && <GuidePageLink {...link} />;
  if (JSON.stringify(textsOf(visitor)) === JSON.stringify(textsOf(operator))) {
    return (
      <AdviceCard label="For everyone" described={operator} pageTitle={title}>
        {page}
      </AdviceCard>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <AdviceCard label="If you use the site" described={visitor} pageTitle={title} />
      <AdviceCard label="If you run the site" described={operator} pageTitle={title}>
        {page}
      </AdviceCard>
    </div>
  );
}

/** What each reader sees if only the status told the kind. */
export function GuessedAdvice({ guessed, pageTitle }: GuessedAdviceProps) {
  const { meaning, statuses, visitor, operator } = guessed;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base text-pretty">
        If a response has the status {statusList(statuses)} and nothing else that Starlight
        recognizes, the banner says less, and Details says “Certainty: guessed from the status”.{' '}
        {meaning}
      </p>
      <AdviceCard label="If you use the site" described={visitor} pageTitle={pageTitle} />
      <AdviceCard label="If you run the site" described={operator} pageTitle={pageTitle} />
    </div>
  );
}

function textsOf({ title, sentence, steps }: GuideEntry['visitor']): unknown[] {
  return [title, sentence, steps];
}

/** "401", "404, 405 or 410", "500, 501, 505 or another". */
function statusList(statuses: readonly number[]): string {
  const shown = statuses.slice(0, MAX_STATUSES);
  const last = statuses.length > shown.length ? 'another' : shown.pop();
  return shown.length === 0 ? String(last) : `${shown.join(', ')} or ${last}`;
}
