import { type KeyboardEvent, useId, useRef, useState, useSyncExternalStore } from 'react';
import { savedPresets } from '#lib/client/storage/saved/saved-presets.ts';
import { newId } from '#lib/core/chat/new-id.ts';
import { MAX_PRESET_NAME_LENGTH, type Preset } from '#lib/core/saved/preset.ts';

type PresetRowProps = {
  /** What the fields say now; null while something in them is wrong. */
  current: Omit<Preset, 'id' | 'name'> | null;
  onChoose: (preset: Preset) => void;
};

const NO_ROOM = 'There is no room for more presets. Delete some first.';

/** Chooses a preset, saves the fields as one, renames and deletes. */
export function PresetRow({ current, onChoose }: PresetRowProps) {
  const presets = useSyncExternalStore(savedPresets.subscribe, savedPresets.read);
  const [chosenId, setChosenId] = useState('');
  /** The preset that is being named; null: none. */
  const [naming, setNaming] = useState<Pick<Preset, 'id' | 'name'> | null>(null);
  const [outcome, setOutcome] = useState('');
  const [wasNaming, setWasNaming] = useState(false);
  const saveButton = useRef<HTMLButtonElement>(null);
  if (naming && !wasNaming) setWasNaming(true);
  const id = useId();
  const chosen = presets.find((preset) => preset.id === chosenId);

  const save = () => {
    const name = naming?.name.trim() ?? '';
    const renamed = presets.find((preset) => preset.id === naming?.id);
    const content = renamed ?? current;
    if (!naming || name === '' || !content) return;
    const isSaved = savedPresets.put({ ...content, id: naming.id, name });
    setOutcome(isSaved ? `Saved as ${name}.` : NO_ROOM);
    if (isSaved) setChosenId(naming.id);
    setNaming(null);
  };
  if (naming) {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Enter') save();
      else if (event.key === 'Escape') setNaming(null);
      else return;
      event.preventDefault();
    };
    return (
      <div className="mb-4 flex flex-wrap items-end gap-2">
        <label className="min-w-40 flex-1">
          <span className="mb-1.5 block font-medium">Name of the preset</span>
          <input
            // biome-ignore lint/a11y/noAutofocus: the pressed button is gone, and a name is asked for.
            autoFocus
            type="text"
            dir="auto"
            maxLength={MAX_PRESET_NAME_LENGTH}
            value={naming.name}
            onChange={({ target }) => setNaming({ ...naming, name: target.value })}
            onKeyDown={onKeyDown}
            className="field"
          />
        </label>
        <button type="button" className="btn-line" onClick={save}>
          Save
        </button>
        <button type="button" className="btn-quiet" onClick={() => setNaming(null)}>
          Cancel
        </button>
      </div>
    );
  }
  return (
    <div className="mb-4">
      {presets.length > 0 && (
        <>
          <label htmlFor={id} className="mb-1.5 block font-medium">
            Preset
          </label>
          <select
            id={id}
            value={chosen ? chosenId : ''}
            onChange={({ target }) => {
              const next = presets.find((preset) => preset.id === target.value);
              setChosenId(target.value);
              if (next) onChoose(next);
            }}
            className="picker field mb-1 h-10 pointer-coarse:h-11"
          >
            <option value="">Choose a preset</option>
            {presets.map((preset) => (
              <option key={preset.id} value={preset.id}>
                {preset.name}
              </option>
            ))}
          </select>
        </>
      )}
      <div className="-ms-3 flex flex-wrap">
        <button
          ref={saveButton}
          // biome-ignore lint/a11y/noAutofocus: the field that had the focus is gone.
          autoFocus={wasNaming}
          type="button"
          className="btn-quiet text-muted aria-disabled:opacity-60"
          aria-disabled={!current}
          onClick={() => current && setNaming({ id: newId(), name: '' })}
        >
          Save as a preset
        </button>
        {chosen && (
          <>
            <button
              type="button"
              className="btn-quiet text-muted aria-disabled:opacity-60"
              aria-disabled={!current}
              onClick={() => {
                if (!current) return;
                const isSaved = savedPresets.put({ ...current, id: chosen.id, name: chosen.name });
                setOutcome(isSaved ? `Saved as ${chosen.name}.` : NO_ROOM);
              }}
            >
              Update
            </button>
            <button
              type="button"
              className="btn-quiet text-muted"
              onClick={() => setNaming({ id: chosen.id, name: chosen.name })}
            >
              Rename
            </button>
            <button
              type="button"
              className="btn-quiet text-muted"
              onClick={() => {
                // The pressed button disappears, and the focus with it.
                saveButton.current?.focus();
                savedPresets.remove(chosen.id);
                setOutcome(`${chosen.name} was deleted.`);
              }}
            >
              Delete
            </button>
          </>
        )}
      </div>
      <p role="status" className="text-muted">
        {outcome}
      </p>
    </div>
  );
}
