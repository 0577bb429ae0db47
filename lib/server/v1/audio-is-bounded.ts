import 'server-only';

const HEAD_CHARACTERS = 64;
/** The slowest that speech is recorded at. */
const LEAST_SAMPLES_A_SECOND = 8000;
// PCM, floating point, A-law, µ-law (RFC 2361) and the tag of those that say it later: a byte a sample at least.
const WAVE_FORMATS = [1, 3, 6, 7, 0xfffe];

/**
 * Tells whether a recording's bytes bound what it costs. Sound is billed by its length, a token for each
 * 100 ms (developers.openai.com/api/docs/guides/realtime-costs). MP3 takes 1,000 bytes a second or more;
 * the header of a WAVE file may name any number of samples a second, and one a second would make
 * 800 kB of noise 80 million tokens.
 */
export function audioIsBounded({ format, data }: { format: 'wav' | 'mp3'; data: string }): boolean {
  const head = Buffer.from(data.slice(0, HEAD_CHARACTERS), 'base64');
  const text = head.toString('latin1');
  if (format === 'mp3') return text.startsWith('ID3') || isFrameOfMp3(head);
  return (
    /^RIFF.{4}WAVEfmt /s.test(text) &&
    head.length >= 28 &&
    WAVE_FORMATS.includes(head.readUInt16LE(20)) &&
    head.readUInt32LE(24) >= LEAST_SAMPLES_A_SECOND
  );
}

/** Eleven bits that are set begin a frame (ISO 11172-3, 2.4.1.3). */
function isFrameOfMp3(head: Buffer): boolean {
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xe0) === 0xe0;
}
