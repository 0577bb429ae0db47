import type { ReactNode } from 'react';
import type { DescribedError } from '#lib/core/catalogue/describe-error.ts';
import { CodeLine } from '../ui/code-line.tsx';
import { CatalogueText } from './catalogue-text.tsx';

type AdviceCardProps = {
  label: string;
  described: DescribedError;
  /** The page title, which isn't repeated. */
  pageTitle: string;
  children?: ReactNode;
};

/** What the banner says to one reader, in its colors. */
export function AdviceCard({ label, described, pageTitle, children }: AdviceCardProps) {
  const { severity, title, sentence, steps, fixLine } = described;
  return (
    <div
      className={`tone-${severity} flex flex-col gap-2 rounded-xl border border-tone-line bg-tone-tint p-4`}
    >
      <h3 className="text-sm font-semibold text-tone-text">{label}</h3>
      {title !== pageTitle && (
        <p className="text-base leading-snug font-semibold text-pretty text-tone-text">
          {title.charAt(0).toUpperCase() + title.slice(1)}
        </p>
      )}
      <p className="text-[0.9375rem] text-pretty">
        <CatalogueText text={sentence} />
      </p>
      {steps.length > 0 && (
        <ol className="list-decimal space-y-1 ps-5 text-[0.9375rem] marker:text-muted">
          {steps.map((step) => (
            <li key={step} className="text-pretty">
              <CatalogueText text={step} />
            </li>
          ))}
        </ol>
      )}
      {fixLine !== null && <CodeLine code={fixLine} />}
      {children}
    </div>
  );
}
