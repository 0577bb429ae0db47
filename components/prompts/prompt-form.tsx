import { useId, useRef, useState } from 'react';
import { savedPrompts } from '#lib/client/storage/saved/saved-prompts.ts';
import { faultOfPrompt, type Prompt } from '#lib/core/saved/prompt.ts';
import { PROMPT_FAULTS } from './prompt-messages.ts';

type PromptFormProps = {
  prompt: Prompt;
  /** The names that are taken. */
  names: readonly string[];
  /** Called with what came of it; empty if nothing did. */
  onDone: (outcome: string) => void;
};

/** Edits a prompt, or creates one. */
export function PromptForm({ prompt, names, onDone }: PromptFormProps) {
  const [name, setName] = useState(prompt.id);
  const [text, setText] = useState(prompt.text);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const save = () => {
    const next = { id: name.trim().replace(/^\//, ''), text };
    const fault = faultOfPrompt(next);
    const isTaken = next.id !== prompt.id && names.includes(next.id);
    if (fault || isTaken) {
      setProblem(fault ? PROMPT_FAULTS[fault] : 'Another prompt has this name.');
      form.current?.querySelector<HTMLElement>(fault === 'text' ? 'textarea' : 'input')?.focus();
      return;
    }
    if (!savedPrompts.put(next))
      return setProblem('There is no room for more prompts. Delete some first.');
    if (prompt.id !== '' && prompt.id !== next.id) savedPrompts.remove(prompt.id);
    onDone(`/${next.id} was saved.`);
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label htmlFor={`${id}-name`} className="mb-1.5 block font-medium">
        Name, after the slash
      </label>
      <input
        // biome-ignore lint/a11y/noAutofocus: the pressed button is gone, and a name is asked for.
        autoFocus
        id={`${id}-name`}
        type="text"
        dir="auto"
        autoComplete="off"
        aria-describedby={`${id}-problem`}
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="field"
      />
      <label htmlFor={`${id}-text`} className="mt-4 mb-1.5 block font-medium">
        Prompt
      </label>
      <textarea
        id={`${id}-text`}
        dir="auto"
        rows={5}
        aria-describedby={`${id}-problem`}
        placeholder="Translate into {{language}}: {{text}}"
        value={text}
        onChange={({ target }) => setText(target.value)}
        className="field min-h-28 max-h-72 [field-sizing:content]"
      />
      <p className="mt-1 text-muted">
        What is in {'{{double braces}}'} is filled in later: Tab goes from one to the next.
      </p>
      <p id={`${id}-problem`} role="alert" className="tone-problem mt-2 text-tone-text">
        {problem}
      </p>
      <div className="mt-3 flex justify-end gap-2">
        <button type="button" className="btn-quiet" onClick={() => onDone('')}>
          Cancel
        </button>
        <button type="submit" className="btn-primary">
          Save
        </button>
      </div>
    </form>
  );
}
