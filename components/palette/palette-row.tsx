import { isAppleSystem, shownKeys } from '#lib/client/commands/shortcuts.ts';
import type { MarkedPart } from '#lib/core/search/mark-matches.ts';
import type { PaletteOption } from './palette-groups.ts';

type PaletteRowProps = {
  domId: string;
  option: PaletteOption;
  isActive: boolean;
  onChoose: (option: PaletteOption) => void;
};

/** One option of the palette. The field above has the focus and the keys. */
export function PaletteRow({ domId, option, isActive, onChoose }: PaletteRowProps) {
  const { icon: Icon, label, detail, choice, command } = option;
  const isMessage = choice.type === 'message';
  return (
    // biome-ignore lint/a11y: see above.
    <div
      id={domId}
      role="option"
      aria-selected={isActive}
      onClick={() => onChoose(option)}
      className={`flex min-h-10 cursor-pointer gap-3 rounded-lg px-2.5 hover:bg-[color-mix(in_oklch,var(--text)_5%,transparent)] aria-selected:bg-accent-tint pointer-coarse:min-h-11 ${isMessage ? 'items-start py-2' : 'items-center py-1.5'}`}
    >
      <Icon aria-hidden className={`size-4 shrink-0 text-muted ${isMessage ? 'mt-0.5' : ''}`} />
      <span
        className={`flex min-w-0 flex-1 ${isMessage ? 'flex-col gap-0.5' : 'items-baseline gap-3'}`}
      >
        <span
          dir="auto"
          className={`[text-align:match-parent] ${isMessage ? 'line-clamp-2' : 'min-w-0 flex-1 truncate'}`}
        >
          <Marked parts={label} />
        </span>
        {detail && (
          <span
            dir="auto"
            className={`text-xs text-muted tabular-nums ${isMessage ? 'truncate' : 'shrink-0'}`}
          >
            {detail}
          </span>
        )}
      </span>
      {command?.shortcut && (
        <kbd className="shrink-0 font-sans text-xs text-muted pointer-coarse:hidden">
          {shownKeys(command.shortcut, isAppleSystem())}
        </kbd>
      )}
    </div>
  );
}

function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  // The parts of one text have no other identity than their place.
  return parts.map(({ text, isMatch }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: see above.
    isMatch ? <mark key={index}>{text}</mark> : text,
  );
}
