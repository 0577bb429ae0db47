import { Globe } from 'lucide-react';

type SearchSwitchProps = { on: boolean; onChange: (on: boolean) => void };

/** Whether replies to the next messages may search the web. */
export function SearchSwitch({ on, onChange }: SearchSwitchProps) {
  return (
    <button
      type="button"
      aria-label="Search the web"
      aria-pressed={on}
      title={on ? 'Search the web: on' : 'Search the web'}
      onClick={() => onChange(!on)}
      className="inline-flex size-full items-center justify-center rounded-full text-muted transition-colors duration-150 hover:bg-[color-mix(in_oklch,var(--text)_7%,transparent)] hover:text-text aria-pressed:bg-[color-mix(in_oklch,var(--accent)_14%,transparent)] aria-pressed:text-accent"
    >
      <Globe aria-hidden className="size-[1.125rem]" />
    </button>
  );
}
