import 'server-only';

/** The slowest that speech is recorded at. */
const LEAST_SAMPLES_A_SECOND = 8000;
// PCM, floating point, A-law and µ-law (RFC 2361): a byte a sample at least.
const UNCOMPRESSED = [1, 3, 6, 7];
/** The format is said later in the header. */
const EXTENSIBLE = 0xfffe;
const HEADER_OF_WAVE = 46;
const HEADER_OF_ID3 = 10;

/**
 * Tells whether a recording's bytes bound what it costs. Sound is billed by its length, a token for each
 * 100 ms (developers.openai.com/api/docs/guides/realtime-costs). MP3 takes 1,000 bytes a second or more;
 * the header of a WAVE file may name any number of samples a second, and one a second would make of
 * 800 kB some 8 million tokens.
 */
export function audioIsBounded({ format, data }: { format: 'wav' | 'mp3'; data: string }): boolean {
  const bytes = Buffer.from(data, 'base64');
  return format === 'wav' ? isUncompressedWave(bytes) : isMp3(bytes);
}

function isUncompressedWave(bytes: Buffer): boolean {
  if (bytes.length < HEADER_OF_WAVE) return false;
  if (!/^RIFF.{4}WAVEfmt $/s.test(bytes.toString('latin1', 0, 16))) return false;
  const said = bytes.readUInt16LE(20);
  return (
    UNCOMPRESSED.includes(said === EXTENSIBLE ? bytes.readUInt16LE(44) : said) &&
    bytes.readUInt32LE(24) >= LEAST_SAMPLES_A_SECOND &&
    // Of a byte or more each: some readers tell the length by this number.
    bytes.readUInt32LE(28) >= bytes.readUInt32LE(24)
  );
}

/** A frame (ISO 11172-3, 2.4.1.3), after a tag of ID3 where there is one, whose length has seven bits a byte. */
function isMp3(bytes: Buffer): boolean {
  let at = 0;
  if (bytes.toString('latin1', 0, 3) === 'ID3') {
    at = bytes.subarray(6, HEADER_OF_ID3).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
    at += HEADER_OF_ID3;
  }
  const [first = 0, second = 0] = bytes.subarray(at);
  const isFrame = first === 0xff && (second & 0xe0) === 0xe0;
  // No layer is the reserved one, which AAC uses.
  return isFrame && (second & 0x06) !== 0;
}
