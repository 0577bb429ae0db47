import 'server-only';
import { type Color, encodePng } from './encode-png.ts';

const WIDTH = 320;
const HEIGHT = 200;
const HORIZON = 130;

const NIGHT: Color = [22, 30, 66];
const DUSK: Color = [246, 150, 92];
const SEA: Color = [58, 68, 92];
const DEEP_SEA: Color = [30, 36, 56];
const BEAM: Color = [255, 226, 150];
const CLIFF: Color = [44, 40, 44];
const TOWER: Color = [236, 232, 222];
const STRIPE: Color = [188, 62, 52];
const LAMP: Color = [255, 244, 190];
const STAR: Color = [255, 255, 255];
const BOAT: Color = [26, 24, 32];

let drawn: string | null = null;

/** The picture that the demo draws, a lighthouse at dusk of 320 by 200 pixels, as a data URL of a PNG. */
export function drawLighthouse(): string {
  drawn ??= `data:image/png;base64,${encodePng({ width: WIDTH, height: HEIGHT }, colorAt).toString('base64')}`;
  return drawn;
}

/** The first layer that covers a point gives its color, from front to back. */
function colorAt(x: number, y: number): Color {
  return tower(x, y) ?? cliff(x, y) ?? boat(x, y) ?? star(x, y) ?? beam(x, y) ?? backdrop(x, y);
}

function backdrop(x: number, y: number): Color {
  if (y < HORIZON) return mix(NIGHT, DUSK, (y / HORIZON) ** 2);
  const isWave = (x + 7 * y) % 41 < 9 && y % 6 === 0;
  return isWave ? mix(SEA, DUSK, 0.25) : mix(SEA, DEEP_SEA, (y - HORIZON) / (HEIGHT - HORIZON));
}

/** Light that widens to the left of the lamp, and fades. */
function beam(x: number, y: number): Color | null {
  const away = 238 - x;
  if (away < 0 || Math.abs(y - 52) > 2 + away / 9) return null;
  return mix(backdrop(x, y), BEAM, 0.55 * (1 - away / 238));
}

function star(x: number, y: number): Color | null {
  const [across, down] = [Math.abs(x - 46), Math.abs(y - 22)];
  return across + down <= 1 || (across === 0 && down <= 3) || (down === 0 && across <= 3)
    ? STAR
    : null;
}

function boat(x: number, y: number): Color | null {
  return [
    [70, 150],
    [128, 166],
  ].some(([left = 0, top = 0]) => isHull(x - left, y - top) || isSail(x - left, y - top))
    ? BOAT
    : null;
}

function isHull(x: number, y: number): boolean {
  return y >= 0 && y <= 4 && x >= y && x <= 24 - y;
}

function isSail(x: number, y: number): boolean {
  return y < 0 && y >= -16 && x >= 11 && x <= 11 + (16 + y) / 2 + 1;
}

function cliff(x: number, y: number): Color | null {
  const top = 128 - 6 * Math.sin((x - 200) / 26);
  return x >= 200 + (HEIGHT - y) / 5 - 8 && y >= top ? CLIFF : null;
}

function tower(x: number, y: number): Color | null {
  const across = Math.abs(x - 246);
  if (y >= 40 && y < 46) return across <= 8 - (45 - y) ? STRIPE : null;
  if (y >= 46 && y < 58) return across <= 6 ? LAMP : null;
  if (y >= 58 && y < 61) return across <= 11 ? CLIFF : null;
  if (y < 61 || y > 130 || across > 8 + (y - 61) / 12) return null;
  return Math.floor((y - 61) / 14) % 2 === 1 ? STRIPE : TOWER;
}

function mix(from: Color, to: Color, share: number): Color {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}
