import { contactLinks } from '#lib/core/catalogue/contact-links.ts';
import type { DescribedError } from '#lib/core/catalogue/describe-error.ts';
import { pageLinks } from '#lib/core/catalogue/page-links.ts';
import type { ProviderPages } from '#lib/core/providers/provider-site.ts';
import { CodeLine } from '../ui/code-line.tsx';
import { LinkedText } from '../ui/linked-text.tsx';

type BannerContentProps = {
  described: DescribedError;
  /** `STARLIGHT_CONTACT`, which the words may mention. */
  contact: string | null;
  /** The provider's pages, which the words may mention. */
  upstreamPages: ProviderPages | null;
  /** For a visitor who has to ask someone else for help. */
  requestId: string | null;
  /** An earlier failure is shown without steps, and its heading is the line that opens it. */
  last: boolean;
};

/** Status and title, what it means and what to do, with the line to copy if there is one. */
export function BannerContent(props: BannerContentProps) {
  const { described, contact, upstreamPages, requestId, last } = props;
  const { heading, sentence, steps, fixLine, severity, actions } = described;
  const links = [...contactLinks(contact), ...pageLinks(upstreamPages)];
  const ownerHasToAct = severity === 'setup' && !actions.includes('switch_model');
  return (
    <>
      {last && (
        <p className="text-base leading-snug font-semibold text-pretty text-tone-text">{heading}</p>
      )}
      <p className="text-[0.9375rem] text-pretty">
        <LinkedText words={sentence} links={links} />
      </p>
      {last && steps.length > 0 && (
        <ol className="list-decimal space-y-1 ps-5 text-[0.9375rem] marker:text-muted">
          {steps.map((step) => (
            <li key={step} className="text-pretty">
              <LinkedText words={step} links={links} />
            </li>
          ))}
        </ol>
      )}
      {last && fixLine !== null && <CodeLine code={fixLine} />}
      {last && ownerHasToAct && requestId !== null && requestId !== 'none' && (
        <p className="text-sm text-muted">
          Request ID: <code className="font-mono">{requestId}</code>
        </p>
      )}
    </>
  );
}
