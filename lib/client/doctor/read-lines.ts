/** The lines of a body as they arrive, without their ends; a last one that was cut off is left out. */
export async function* readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    // What was held has no end of a line: it is not looked through again.
    const [first = '', ...others] = value.split('\n');
    const last = others.pop();
    const line = held + first;
    held = last ?? line;
    const whole = last === undefined ? [] : [line, ...others];
    yield* whole.filter((each) => each !== '');
  }
}
