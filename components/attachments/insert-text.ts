/** Inserts a text into a field where its cursor is, as if it were typed, and focuses the field. */
export function insertText(field: HTMLTextAreaElement | null, text: string): void {
  if (!field) return;
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  // React notices a change by this event.
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
