import 'server-only';

/** The lowest sample rate speech is recorded at. */
const MIN_SAMPLE_RATE = 8000;
// PCM, floating point, A-law and µ-law (RFC 2361): at least one byte per sample.
const UNCOMPRESSED = [1, 3, 6, 7];
/** The actual format follows later in the header. */
const EXTENSIBLE = 0xfffe;
const WAVE_HEADER_BYTES = 46;
const ID3_HEADER_BYTES = 10;

/**
 * Whether the size of a recording bounds its cost. Audio is billed by duration, one token per 100 ms
 * (developers.openai.com/api/docs/guides/realtime-costs). MP3 takes at least 1,000 bytes a second. A WAVE
 * header can declare any sample rate, and one sample a second would turn 800 kB into some 8 million
 * tokens.
 */
export function isSupportedAudio({
  format,
  data,
}: {
  format: 'wav' | 'mp3';
  data: string;
}): boolean {
  const bytes = Buffer.from(data, 'base64');
  return format === 'wav' ? isUncompressedWave(bytes) : isMp3(bytes);
}

function isUncompressedWave(bytes: Buffer): boolean {
  if (bytes.length < WAVE_HEADER_BYTES) return false;
  if (!/^RIFF.{4}WAVEfmt $/s.test(bytes.toString('latin1', 0, 16))) return false;
  const format = bytes.readUInt16LE(20);
  return (
    UNCOMPRESSED.includes(format === EXTENSIBLE ? bytes.readUInt16LE(44) : format) &&
    bytes.readUInt32LE(24) >= MIN_SAMPLE_RATE &&
    // At least one byte per sample: some readers compute the duration from the byte rate.
    bytes.readUInt32LE(28) >= bytes.readUInt32LE(24)
  );
}

/** A frame (ISO 11172-3, 2.4.1.3), optionally after an ID3 tag, whose length uses seven bits per byte. */
function isMp3(bytes: Buffer): boolean {
  let at = 0;
  if (bytes.toString('latin1', 0, 3) === 'ID3') {
    at = bytes.subarray(6, ID3_HEADER_BYTES).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
    at += ID3_HEADER_BYTES;
  }
  const [first = 0, second = 0] = bytes.subarray(at);
  const isFrame = first === 0xff && (second & 0xe0) === 0xe0;
  // The layer bits must not be the reserved value, which AAC uses.
  return isFrame && (second & 0x06) !== 0;
}
