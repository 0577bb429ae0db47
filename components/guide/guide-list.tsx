import { GUIDE_GROUPS, GUIDE_KINDS, kindsOfGroup } from '#lib/core/guide/guide-groups.ts';
import { GuideFrame } from './guide-frame.tsx';
import { KindRows } from './kind-rows.tsx';
import { SearchForm } from './search-form.tsx';

/** Every kind of failure, chapter by chapter. */
export function GuideList() {
  return (
    <GuideFrame>
      <div className="flex flex-col gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">Error guide</h1>
        <p className="max-w-[38rem] text-base text-pretty text-muted">
          The {GUIDE_KINDS.length} ways a call to a model can fail: what each one means, why it
          happens and what to do.
        </p>
      </div>
      <SearchForm query="" />
      <nav aria-label="Chapters">
        <ul className="flex flex-wrap gap-2">
          {GUIDE_GROUPS.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`} className="btn-line">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {GUIDE_GROUPS.map(({ id, title }) => (
        <section key={id} aria-labelledby={id} className="flex flex-col gap-3">
          <h2 id={id} className="scroll-mt-4 text-lg font-semibold tracking-tight">
            {title}
          </h2>
          <KindRows kinds={kindsOfGroup(id)} />
        </section>
      ))}
    </GuideFrame>
  );
}
