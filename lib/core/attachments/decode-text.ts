/** A text, or why the bytes are none. */
type DecodedText = { text: string } | { problem: 'binary' | 'encoding' };

/** How much is looked at to tell UTF-16 without a mark. */
const SAMPLE_BYTES = 4096;
/** Decodes UTF-8 and UTF-16, with or without a byte order mark. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return hasControl(text) ? { problem: 'binary' } : { text };
  } catch {
    return { problem: hasControl(latin1(bytes)) ? 'binary' : 'encoding' };
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  // Of the two bytes of most letters in use, the higher one is zero in Latin text.
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 8;
  if (odd > many && even * 10 < odd) return 'utf-16le';
  if (even > many && odd * 10 < even) return 'utf-16be';
  return 'utf-8';
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, SAMPLE_BYTES));
}

/** Whether a text has control characters that no text has. */
function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) return true;
  return false;
}

/** But for white space, backspace, and escape, which starts the colors of a terminal's log. */
function isControl(code: number): boolean {
  if (code >= 0x20) return code === 0x7f;
  return !((code >= 0x08 && code <= 0x0d) || code === 0x1b);
}
