import { useState } from 'react';

type RenameFieldProps = {
  title: string;
  /** Called once, with the new title; empty if it stays. */
  onDone: (title: string) => void;
};

/** Covers the row whose title it edits. */
export function RenameField({ title, onDone }: RenameFieldProps) {
  const [text, setText] = useState(title);
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the user pressed Rename and expects focus here.
      autoFocus
      aria-label="Conversation name"
      dir="auto"
      value={text}
      maxLength={120}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onDone(text.trim());
        if (event.key === 'Escape') onDone('');
      }}
      className="field absolute inset-0 py-1 text-sm"
    />
  );
}
