/** Downloads a text, or its parts in order, as a UTF-8 file. */
export function downloadText(
  fileName: string,
  mediaType: string,
  text: string | readonly string[],
): void {
  const parts = typeof text === 'string' ? [text] : [...text];
  const url = URL.createObjectURL(new Blob(parts, { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Not at once: Safari reads the blob only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
