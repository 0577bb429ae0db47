/** The lines of a body as they arrive, without their ends; a last one that was cut off is left out. */
export async function* readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (held + value).split('\n');
    held = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}
