import { type ReactNode, useId, useRef, useState } from 'react';
import { savedPrompts } from '#lib/client/storage/saved/saved-prompts.ts';
import { faultOfPrompt, type Prompt, type PromptFault } from '#lib/core/saved/prompt.ts';
import { promptFaultMessage } from './prompt-messages.ts';

type PromptFormProps = {
  prompt: Prompt;
  /** The names that are taken. */
  names: readonly string[];
  /** Called with what came of it; empty if nothing did. */
  onDone: (outcome: string) => void;
};

type FieldProblem = { of: PromptFault; says: string };

/** Edits a prompt, or creates one. */
export function PromptForm({ prompt, names, onDone }: PromptFormProps) {
  const [name, setName] = useState(prompt.id);
  const [text, setText] = useState(prompt.text);
  const [problem, setProblem] = useState<FieldProblem | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const save = () => {
    const next = { id: name.trim().replace(/^\//, ''), text };
    const found = saveOrRefuse(next, prompt.id, names);
    setProblem(found);
    if (found) {
      form.current?.querySelector<HTMLElement>(found.of === 'text' ? 'textarea' : 'input')?.focus();
      return;
    }
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
        aria-describedby={`${id}-name-problem`}
        aria-invalid={problem?.of === 'name'}
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="field"
      />
      <Problem id={`${id}-name-problem`}>{problem?.of === 'name' && problem.says}</Problem>
      <label htmlFor={`${id}-text`} className="mt-4 mb-1.5 block font-medium">
        Prompt
      </label>
      <textarea
        id={`${id}-text`}
        dir="auto"
        rows={5}
        aria-describedby={`${id}-text-problem`}
        aria-invalid={problem?.of === 'text'}
        placeholder="Translate into {{language}}: {{text}}"
        value={text}
        onChange={({ target }) => setText(target.value)}
        className="field min-h-28 max-h-72 [field-sizing:content]"
      />
      <p className="mt-1 text-muted">
        What is in {'{{double braces}}'} is filled in later: Tab goes from one to the next.
      </p>
      <Problem id={`${id}-text-problem`}>{problem?.of === 'text' && problem.says}</Problem>
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

/** Saves a prompt; what keeps it from being saved, and the field that can change it. */
function saveOrRefuse(
  next: Prompt,
  oldName: string,
  names: readonly string[],
): FieldProblem | null {
  const fault = faultOfPrompt(next);
  if (fault) return { of: fault, says: promptFaultMessage(fault) };
  if (next.id !== oldName && names.includes(next.id)) {
    return { of: 'name', says: 'Another prompt has this name.' };
  }
  if (savedPrompts.put(next)) return null;
  return { of: 'text', says: 'There is no room for more prompts. Delete some first.' };
}

/** Below its field. It is there before it says anything, or it would not be announced. */
function Problem({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="tone-problem mt-1 text-tone-text empty:mt-0">
      {children}
    </p>
  );
}
