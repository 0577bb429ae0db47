import { expect, it } from 'vitest';
import { isSupportedAudio } from './is-supported-audio.ts';

const FRAME = [0xff, 0xfb, 0x90, 0x00];
const id3 = (size: number[], ...rest: number[]) => [
  ...Buffer.from('ID3'),
  ...[4, 0, 0],
  ...size,
  ...rest,
];

type Wave = {
  samples?: number;
  byteRate?: number;
  format?: number;
  within?: number;
  head?: string;
};

function wave(options: Wave): number[] {
  const { samples = 16_000, format = 1, within = 0, head = 'RIFF....WAVEfmt ' } = options;
  const bytes = Buffer.alloc(64);
  bytes.write(head, 'latin1');
  bytes.writeUInt16LE(format, 20);
  bytes.writeUInt32LE(samples, 24);
  bytes.writeUInt32LE(options.byteRate ?? samples, 28);
  bytes.writeUInt16LE(within, 44);
  return [...bytes];
}

it.each<[string, 'wav' | 'mp3', number[]]>([
  ['a frame', 'mp3', FRAME],
  ['a frame after a tag', 'mp3', id3([0, 0, 0, 2], 9, 9, ...FRAME)],
  ['a frame after a long tag', 'mp3', id3([0, 0, 1, 2], ...Buffer.alloc(130), ...FRAME)],
  ['PCM samples', 'wav', wave({})],
  ['telephone-quality samples', 'wav', wave({ samples: 8000, format: 7 })],
  ['samples with an extensible header', 'wav', wave({ format: 0xfffe, within: 3 })],
])('accepts %s', (_, format, bytes) => {
  expect(isSupportedAudio({ format, data: Buffer.from(bytes).toString('base64') })).toBe(true);
});

it.each<[string, 'wav' | 'mp3', number[]]>([
  ['nothing', 'mp3', []],
  ['text', 'mp3', [...Buffer.from('text')]],
  ['a tag without a frame', 'mp3', id3([0, 0, 0, 0])],
  ['a tag before something else', 'mp3', id3([0, 0, 0, 2], 9, 9, ...Buffer.from('fLaC'))],
  ['AAC', 'mp3', [0xff, 0xf1, 0x50, 0x80]],
  ['a WAVE file', 'mp3', wave({})],
  ['an MP3 file', 'wav', FRAME],
  ['a truncated header', 'wav', wave({}).slice(0, 28)],
  ['one sample a second', 'wav', wave({ samples: 1 })],
  ['one byte a second', 'wav', wave({ byteRate: 1 })],
  ['FLAC', 'wav', wave({ format: 0xf1ac })],
  ['FLAC with an extensible header', 'wav', wave({ format: 0xfffe, within: 0xf1ac })],
  ['another chunk first', 'wav', wave({ head: 'RIFF....WAVEJUNK' })],
])('rejects %s', (_, format, bytes) => {
  expect(isSupportedAudio({ format, data: Buffer.from(bytes).toString('base64') })).toBe(false);
});
