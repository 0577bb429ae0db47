import { Check } from 'lucide-react';
import { describeFacts } from '#lib/core/models/describe-model.ts';
import { describeShutdown } from '#lib/core/models/describe-shutdown.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { shortModelName } from '#lib/core/models/model-name.ts';

type ModelOptionProps = {
  domId: string;
  option: OfferedModel;
  isActive: boolean;
  isChosen: boolean;
  /** Ms since 1970. */
  now: number;
  onChoose: (id: string) => void;
};

/** One model in the list, with what is known about it. */
export function ModelOption(props: ModelOptionProps) {
  const { domId, option, isActive, isChosen, now, onChoose } = props;
  const facts = describeFacts(option);
  return (
    // The list, or the field above it, has the focus and the keys.
    // biome-ignore lint/a11y: see above.
    <div
      id={domId}
      role="option"
      aria-selected={isChosen}
      data-active={isActive || undefined}
      onClick={() => onChoose(option.id)}
      // Only what is in view is laid out; the rest has about this height.
      className="flex min-h-9 cursor-pointer items-center gap-2 rounded-lg px-2.5 [contain-intrinsic-size:auto_2.25rem] [content-visibility:auto] hover:bg-[color-mix(in_oklch,var(--text)_7%,transparent)] data-active:bg-accent-tint pointer-coarse:min-h-11"
    >
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 py-1">
        <span className="min-w-0 flex-1 basis-24 break-words">{shortModelName(option.id)}</span>
        {facts !== '' && <span className="text-xs text-muted tabular-nums">{facts}</span>}
        {option.shutdownDate && (
          <span className="tone-wait ms-auto rounded-full border border-tone-line bg-tone-tint px-1.5 text-xs text-tone-text tabular-nums">
            {describeShutdown(option.shutdownDate, now)}
          </span>
        )}
      </span>
      {isChosen && <Check aria-hidden className="size-4 shrink-0 text-accent" />}
    </div>
  );
}
