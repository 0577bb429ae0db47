'use client';

import { useRef, useState } from 'react';
import { useChatActions, useChatViewer } from '#lib/client/chat/chat-actions.ts';
import type { ConversationSettings } from '#lib/core/chat/conversation-settings.ts';
import { areSameSettings } from '#lib/core/chat/conversation-settings.ts';
import { fieldsOfSettings, readSettingsFields } from '#lib/core/chat/settings-fields.ts';
import { Modal } from '../ui/modal.tsx';
import { PresetRow } from './preset-row.tsx';
import { SettingsFieldsView } from './settings-fields-view.tsx';

export type ConversationSettingsDialogProps = {
  /** No conversation is open: the settings are those of the next ones. */
  isNew: boolean;
  settings: ConversationSettings;
  onSettings: (settings: ConversationSettings) => void;
  onClose: () => void;
};

/**
 * What replies are asked for with: instructions, temperature, length. Closing it in any way keeps what was
 * typed; a field with a fault keeps it open, unless Escape closes it.
 */
export function ConversationSettingsDialog(props: ConversationSettingsDialogProps) {
  const { isNew, settings: before, onSettings, onClose } = props;
  const { chooseModelById } = useChatActions();
  const { model, models, isOffered } = useChatViewer();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState(() => fieldsOfSettings(before));
  const { settings, faults } = readSettingsFields(fields);
  const isFaulty = Object.keys(faults).length > 0;
  const isFixed = models.find(({ id }) => id === model)?.temperature === false;
  const close = () => {
    if (!isFaulty && !areSameSettings(settings, before)) onSettings(settings);
    onClose();
  };
  return (
    <Modal
      title={isNew ? 'Settings of new conversations' : 'Conversation settings'}
      onClose={close}
      className="max-w-lg"
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isFaulty) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
          else form.current?.closest('dialog')?.close();
        }}
      >
        <SettingsFieldsView
          fields={fields}
          faults={faults}
          fixedTemperature={isFixed ? `${model} answers at a fixed temperature.` : null}
          onFields={setFields}
        />
        <PresetRow
          current={isFaulty ? null : { settings, model }}
          onChoose={(preset) => {
            setFields(fieldsOfSettings(preset.settings));
            if (preset.model !== undefined && isOffered(preset.model))
              chooseModelById(preset.model);
          }}
        />
        <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line pt-3">
          <p className="flex-1 text-muted">
            {isNew ? 'Every new conversation starts with these.' : 'For the next replies here.'}
          </p>
          <button
            type="button"
            className="btn-quiet"
            onClick={() => setFields(fieldsOfSettings({}))}
          >
            Reset
          </button>
          <button type="submit" className="btn-primary">
            Done
          </button>
        </div>
      </form>
    </Modal>
  );
}
