import { CopyButton } from '../ui/copy-button.tsx';

/** The corrected call with a copy button. */
export function CallBlock({ code }: { code: string }) {
  return (
    <figure className="rounded-lg border border-line bg-raised">
      <figcaption className="flex items-center justify-between border-b border-line py-0.5 pe-1 ps-3 text-sm text-muted">
        Corrected call
        <CopyButton label="Copy corrected call" read={() => code} />
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form. */}
      <pre
        role="group"
        aria-label="Corrected call"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto p-3 font-mono text-sm leading-relaxed"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
