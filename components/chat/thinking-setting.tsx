import { useId } from 'react';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';

type ThinkingSettingProps = {
  /** The values that the chosen model takes. */
  efforts: readonly ReasoningEffort[];
  /** Undefined for the model's default. */
  effort: ReasoningEffort | undefined;
  onEffort: (effort: ReasoningEffort | undefined) => void;
};

const LABELS: Readonly<Record<ReasoningEffort, string>> = {
  none: 'None',
  minimal: 'Minimal',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  xhigh: 'Very high',
  max: 'Max',
};

/** How much the chosen model is to think, from what it takes. */
export function ThinkingSetting({ efforts, effort, onEffort }: ThinkingSettingProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-t border-line py-1 pe-1.5 ps-3.5">
      <label htmlFor={id}>Thinking</label>
      <select
        id={id}
        value={effort ?? ''}
        onChange={({ target }) => onEffort(efforts.find((value) => value === target.value))}
        className="picker h-8 rounded-lg border border-line bg-raised px-2 text-sm text-text pointer-coarse:h-11"
      >
        <option value="">Default</option>
        {efforts.map((value) => (
          <option key={value} value={value}>
            {LABELS[value]}
          </option>
        ))}
      </select>
    </div>
  );
}
