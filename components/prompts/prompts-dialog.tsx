'use client';

import { Download, Plus, Upload } from 'lucide-react';
import { useRef, useState, useSyncExternalStore } from 'react';
import { downloadText } from '#lib/client/page/download-text.ts';
import { savedPrompts } from '#lib/client/storage/saved/saved-prompts.ts';
import type { Prompt } from '#lib/core/saved/prompt.ts';
import {
  MAX_PROMPT_FILE_BYTES,
  readPromptFile,
  writePromptFile,
} from '#lib/core/saved/prompt-file.ts';
import { Modal } from '../ui/modal.tsx';
import { PromptForm } from './prompt-form.tsx';
import { promptFileMessage, promptsAddedMessage } from './prompt-messages.ts';

export type PromptsDialogProps = { onClose: () => void };

/** The visitor's own prompts: create, edit, delete, export, import. */
export function PromptsDialog({ onClose }: PromptsDialogProps) {
  const prompts = useSyncExternalStore(savedPrompts.subscribe, savedPrompts.read);
  /** The prompt that is being edited; one without a name is new. */
  const [edited, setEdited] = useState<Prompt | null>(null);
  const [outcome, setOutcome] = useState('');
  const [wasEditing, setWasEditing] = useState(false);
  const newButton = useRef<HTMLButtonElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const importFile = async (chosen: File) => {
    const text = chosen.size > MAX_PROMPT_FILE_BYTES ? '' : await chosen.text().catch(() => '');
    const read = readPromptFile(text);
    if ('fault' in read) return setOutcome(promptFileMessage(chosen.name, read.fault));
    const added = savedPrompts.addMissing(read.prompts);
    setOutcome(promptsAddedMessage(added, read.prompts.length));
  };
  return (
    <Modal title="Prompts" onClose={onClose} className="max-w-lg">
      {edited ? (
        <PromptForm
          key={edited.id}
          prompt={edited}
          names={prompts.map(({ id }) => id)}
          onDone={(message) => {
            setEdited(null);
            setWasEditing(true);
            setOutcome(message);
          }}
        />
      ) : (
        <>
          <p className="mb-3 text-muted">
            Type / in an empty message field to use one. They are kept in this browser.
          </p>
          <ul className="mb-3">
            {prompts.map((prompt) => (
              <li key={prompt.id} className="flex items-center gap-2 border-b border-line py-1">
                <span className="min-w-0 flex-1">
                  <span dir="auto" className="block font-medium">
                    /{prompt.id}
                  </span>
                  <span dir="auto" className="block truncate text-muted">
                    {prompt.text.slice(0, 200)}
                  </span>
                </span>
                <button
                  type="button"
                  className="btn-quiet text-muted"
                  aria-label={`Edit ${prompt.id}`}
                  onClick={() => setEdited(prompt)}
                >
                  Edit
                </button>
                <button
                  type="button"
                  className="btn-quiet text-muted"
                  aria-label={`Delete ${prompt.id}`}
                  onClick={() => {
                    // The pressed button disappears, and the focus with it.
                    newButton.current?.focus();
                    savedPrompts.remove(prompt.id);
                    setOutcome(`/${prompt.id} was deleted.`);
                  }}
                >
                  Delete
                </button>
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap gap-2">
            <button
              ref={newButton}
              // biome-ignore lint/a11y/noAutofocus: the form that had the focus is gone.
              autoFocus={wasEditing}
              type="button"
              className="btn-line"
              onClick={() => setEdited({ id: '', text: '' })}
            >
              <Plus aria-hidden className="size-4 text-accent" />
              New prompt
            </button>
            <button
              type="button"
              className="btn-line"
              disabled={prompts.length === 0}
              onClick={() =>
                downloadText('starlight-prompts.json', 'application/json', writePromptFile(prompts))
              }
            >
              <Download aria-hidden className="size-4 text-muted" />
              Export
            </button>
            <button type="button" className="btn-line" onClick={() => file.current?.click()}>
              <Upload aria-hidden className="size-4 text-muted" />
              Import
            </button>
          </div>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            aria-label="File of prompts to import"
            hidden
            onChange={({ target }) => {
              const [chosen] = target.files ?? [];
              if (chosen) void importFile(chosen);
              // So that the same file can be chosen again.
              target.value = '';
            }}
          />
        </>
      )}
      <p role="status" className="mt-3 text-muted empty:mt-0">
        {outcome}
      </p>
    </Modal>
  );
}
