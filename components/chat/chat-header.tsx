import type { RefObject } from 'react';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { SiteState } from '#lib/core/site-state.ts';

export type ChatHeaderProps = {
  title: string;
  site: SiteState;
  audience: Audience;
  onAudience: (audience: Audience) => void;
  model: string;
  onModel: (model: string) => void;
  modelPicker: RefObject<HTMLSelectElement | null>;
};

/** Title of the conversation, the model, and in what state the site is shown. */
export function ChatHeader(props: ChatHeaderProps) {
  const { title, site, audience, onAudience, model, onModel, modelPicker } = props;
  return (
    <>
      <h1 className="min-w-0 flex-1 truncate text-sm font-medium" title={title}>
        {title}
      </h1>
      {site.demo && (
        <span
          className="tone-info shrink-0 rounded-full border border-tone-line bg-tone-tint px-2.5 py-0.5 text-xs font-medium text-tone-text"
          title="No model is asked: the replies come from a simulation on this server."
        >
          <span className="sm:hidden">Simulated</span>
          <span className="hidden sm:inline">Demo: replies are simulated</span>
        </span>
      )}
      {site.role === 'operator' && (
        <Picker
          label="View as"
          value={audience}
          options={[
            { value: 'operator', label: 'View as operator' },
            { value: 'visitor', label: 'View as visitor' },
          ]}
          onChange={(value) => onAudience(value === 'visitor' ? 'visitor' : 'operator')}
          className="hidden sm:block"
        />
      )}
      <Picker
        label="Model"
        value={model}
        options={site.models.map((name) => ({ value: name, label: name }))}
        onChange={onModel}
        field={modelPicker}
      />
    </>
  );
}

type PickerProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  field?: RefObject<HTMLSelectElement | null>;
  className?: string;
};

function Picker({ label, value, options, onChange, field, className = '' }: PickerProps) {
  return (
    <select
      ref={field}
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`picker h-8 max-w-40 shrink truncate rounded-lg border border-transparent bg-transparent px-2 text-sm text-muted transition-colors duration-150 hover:border-line hover:text-text pointer-coarse:h-11 ${className}`}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
