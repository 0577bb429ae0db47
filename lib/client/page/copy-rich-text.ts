/**
 * Copies HTML with the text that stands for it where only text can be pasted; false when the browser refuses.
 * As in `copyText`, plain http needs the older `execCommand`.
 */
export async function copyRichText(html: string, text: string): Promise<boolean> {
  const parts = { 'text/html': html, 'text/plain': text };
  try {
    const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return copyByCommand(parts);
  }
}

function copyByCommand(parts: Readonly<Record<string, string>>): boolean {
  const fill = (event: ClipboardEvent) => {
    for (const [type, part] of Object.entries(parts)) event.clipboardData?.setData(type, part);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true });
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    document.removeEventListener('copy', fill, { capture: true });
  }
}
