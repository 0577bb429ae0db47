'use client';

import { ChevronDown } from 'lucide-react';
import { type RefObject, useState } from 'react';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { shortModelName } from '#lib/core/models/model-name.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import { PICKER_CLASS, Picker } from '../ui/picker.tsx';
import { ModelDialog } from './deferred-parts.tsx';

/** More than this, and a list to search beats a list to scroll. */
const MAX_IN_SELECT = 10;

type ModelPickerProps = {
  models: readonly OfferedModel[];
  model: string;
  onModel: (model: string) => void;
  /** How much it is to think; undefined for its default. */
  effort: ReasoningEffort | undefined;
  onEffort: (effort: ReasoningEffort | undefined) => void;
  /** What `openPicker` opens. */
  field: RefObject<HTMLElement | null>;
};

/**
 * Chooses a model: from the browser's own select, or in a dialog if there are many, or some whose thinking
 * can be set or whose end is announced.
 */
export function ModelPicker(props: ModelPickerProps) {
  const { models, model, onModel, effort, field } = props;
  const [isOpen, setOpen] = useState(false);
  if (models.length === 0) return null;
  const searches = models.length > MAX_IN_SELECT;
  // As `ThinkingSetting` names it.
  const thinking = effort === 'xhigh' ? 'very high' : effort;
  if (!searches && !models.some(({ efforts, shutdownDate }) => efforts ?? shutdownDate)) {
    const options = models.map(({ id }) => ({ value: id, label: id }));
    return (
      <Picker label="Model" value={model} options={options} onChange={onModel} field={field} />
    );
  }
  return (
    <>
      <button
        ref={(element) => {
          field.current = element;
        }}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`Model: ${model}${thinking ? `, thinking: ${thinking}` : ''}`}
        title={model}
        onClick={() => setOpen(true)}
        className={`${PICKER_CLASS} flex items-center gap-1`}
      >
        <span className="truncate">{shortModelName(model)}</span>
        {thinking && <span className="shrink-0">· {thinking}</span>}
        <ChevronDown aria-hidden className="size-3.5 shrink-0" />
      </button>
      {isOpen && (
        <ModelDialog {...props} searches={searches} anchor={field} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

/** Opens the picker in `field` as a click would. */
export function openPicker(field: HTMLElement | null): void {
  field?.focus();
  try {
    if (field instanceof HTMLSelectElement) field.showPicker();
    else field?.click();
  } catch {
    // Some browsers only open it during the click itself; then focus is all we can do.
  }
}
