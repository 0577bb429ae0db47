import { useMemo } from 'react';
import type { ToolCall } from '#lib/core/chat/reply-extras.ts';
import { indentJson } from '#lib/core/json/indent-json.ts';
import { breakWords } from '../ui/break-words.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

/** A function that the model asked to call, with its arguments as code. */
export function ToolCallCard({ call }: { call: ToolCall }) {
  const text = useMemo(() => indentJson(call.arguments), [call.arguments]);
  return (
    <figure className="code-card min-w-0">
      <figcaption className="gap-2">
        <span className="py-1.5">
          The model asked to call <code className="text-text">{breakWords(call.name)}</code>.
          Starlight doesn't run functions.
        </span>
        {text !== '' && <CopyButton label="Copy arguments" read={() => text} />}
      </figcaption>
      {text !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard.
        // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form.
        <pre role="group" aria-label="Arguments" tabIndex={0} className="max-h-64 overflow-y-auto">
          <code>{text}</code>
        </pre>
      )}
    </figure>
  );
}
