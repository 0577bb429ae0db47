import type { RefObject } from 'react';

type PickerProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  field?: RefObject<HTMLElement | null>;
};

/** How anything looks that opens a list in the header. */
export const PICKER_CLASS =
  'picker h-8 max-w-44 shrink-0 truncate [field-sizing:content] max-sm:max-w-36 max-sm:shrink rounded-lg border border-transparent bg-transparent px-2 text-sm text-muted transition-colors duration-150 hover:border-line hover:text-text pointer-coarse:h-11';

/** The browser's own select, which works with every keyboard and screen reader. */
export function Picker({ label, value, options, onChange, field }: PickerProps) {
  return (
    <select
      ref={(element) => {
        if (field) field.current = element;
      }}
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={PICKER_CLASS}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
