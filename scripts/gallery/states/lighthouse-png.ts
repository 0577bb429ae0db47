import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 480;
const HEIGHT = 300;
const NIGHT = [24, 28, 58];
const SEA = [16, 20, 40];
const BEAM = [250, 214, 120];
const TOWER = [232, 232, 240];

/** A lighthouse at night, 480 by 300 pixels, as a PNG file. */
export function lighthousePng(): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: WIDTH }, (_unused, x) => colorAt(x, y)).flat()]),
  );
  const size = Buffer.alloc(13);
  size.writeUInt32BE(WIDTH, 0);
  size.writeUInt32BE(HEIGHT, 4);
  // 8 bits each of red, green and blue.
  size.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colorAt(x: number, y: number): readonly number[] {
  if (Math.abs(x - 330) < 14 + (y - 90) / 20 && y > 90 && y < 240) return TOWER;
  if (y < 92 && x < 330 && Math.abs(y - 88) < (330 - x) / 7) return BEAM;
  return y > 230 ? SEA : NIGHT;
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, sum]);
}
