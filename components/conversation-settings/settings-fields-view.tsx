import { type ReactNode, useId } from 'react';
import type { SettingsFields } from '#lib/core/chat/settings-fields.ts';

type SettingsFieldsViewProps = {
  fields: SettingsFields;
  faults: Partial<SettingsFields>;
  /** Why no temperature can be set; null if one can. */
  fixedTemperature: string | null;
  onFields: (fields: SettingsFields) => void;
};

/** The three fields of a conversation's settings. */
export function SettingsFieldsView(props: SettingsFieldsViewProps) {
  const { fields, faults, fixedTemperature, onFields } = props;
  const change =
    (name: keyof SettingsFields) =>
    ({ target }: { target: { value: string } }) =>
      onFields({ ...fields, [name]: target.value });
  return (
    <>
      <Field label="Instructions" fault={faults.instructions} note="Sent before the first message.">
        {(described) => (
          <textarea
            {...described}
            dir="auto"
            rows={4}
            value={fields.instructions}
            placeholder="Such as: answer briefly, and in French"
            onChange={change('instructions')}
            className="field min-h-24 max-h-60 [field-sizing:content]"
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-4">
        <Field
          label="Temperature"
          fault={faults.temperature}
          note={fixedTemperature ?? 'From 0 (steady) to 2 (varied).'}
        >
          {(described) => (
            <input
              {...described}
              type="text"
              inputMode="decimal"
              autoComplete="off"
              placeholder="Default"
              disabled={fixedTemperature !== null}
              value={fixedTemperature === null ? fields.temperature : ''}
              onChange={change('temperature')}
              className="field disabled:opacity-60"
            />
          )}
        </Field>
        <Field
          label="Longest reply, in tokens"
          fault={faults.maxOutputTokens}
          note="The site's own limit holds as well."
        >
          {(described) => (
            <input
              {...described}
              type="text"
              inputMode="numeric"
              autoComplete="off"
              placeholder="Default"
              value={fields.maxOutputTokens}
              onChange={change('maxOutputTokens')}
              className="field"
            />
          )}
        </Field>
      </div>
    </>
  );
}

type FieldProps = {
  label: string;
  fault: string | undefined;
  note: string;
  children: (described: {
    id: string;
    'aria-describedby': string;
    'aria-invalid': boolean;
  }) => ReactNode;
};

function Field({ label, fault, note, children }: FieldProps) {
  const id = useId();
  return (
    <div className="mb-4 min-w-40 flex-1">
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': `${id}-note`, 'aria-invalid': fault !== undefined })}
      <p
        id={`${id}-note`}
        className={`mt-1 ${fault ? 'tone-problem text-tone-text' : 'text-muted'}`}
      >
        {fault ?? note}
      </p>
    </div>
  );
}
