/**
 * Puts selected text on the clipboard with the sources of its formulas instead of their letters. `false`
 * if it has none, and is to be copied as the browser does.
 */
export function copySources({ clipboardData }: ClipboardEvent): boolean {
  const selection = getSelection();
  if (!clipboardData || !selection || selection.rangeCount === 0) return false;
  const copied = document.createElement('div');
  copied.append(selection.getRangeAt(0).cloneContents());
  const formulas = copied.querySelectorAll('.math-drawn');
  if (formulas.length === 0) return false;
  for (const formula of formulas) {
    formula.replaceWith(formula.querySelector('.math-source')?.textContent ?? '');
  }
  clipboardData.setData('text/html', copied.innerHTML);
  clipboardData.setData('text/plain', textOf(copied));
  return true;
}

/** As it would be copied: lines depend on how it is laid out. */
function textOf(copied: HTMLElement): string {
  copied.className = 'reply math-copied';
  document.body.append(copied);
  const text = copied.innerText;
  copied.remove();
  return text;
}
