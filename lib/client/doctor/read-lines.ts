/** The lines of a body as they arrive, without line breaks; an incomplete last line is dropped. */
export async function* readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let partial = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    // The partial line contains no line break, so it is not scanned again.
    const [first = '', ...others] = value.split('\n');
    const last = others.pop();
    const line = partial + first;
    partial = last ?? line;
    const lines = last === undefined ? [] : [line, ...others];
    yield* lines.filter((text) => text !== '');
  }
}
