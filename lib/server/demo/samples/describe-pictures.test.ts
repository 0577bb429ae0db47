import { describe, expect, it } from 'vitest';
import { describePictures } from './describe-pictures.ts';

const png = (bytes: number) => `data:image/png;base64,${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('describePictures', () => {
  it('describes an invented picture if none is attached, and says so', () => {
    expect(describePictures([])).toMatch(/^Your message has no picture/);
  });

  it('reports the format and approximate size of a picture it cannot see', () => {
    expect(describePictures([png(300)])).toContain('Your picture arrived: PNG, about 300 bytes.');
    expect(describePictures([png(12_345)])).toContain('PNG, about 12 kB');
    expect(describePictures([png(300)])).toContain("can't see what it shows");
  });

  it('lists several pictures', () => {
    const jpeg = png(3000).replace('png', 'jpeg');
    expect(describePictures([png(600), jpeg])).toContain(
      '- PNG, about 600 bytes\n- JPEG, about 3 kB',
    );
  });

  it('repeats no part of a URL', () => {
    for (const address of ['https://evil.example/a.png', 'data:image/svg+xml;base64,AA==', '']) {
      const reply = describePictures([address]);
      expect(reply).toContain("an address, which I don't open");
      expect(reply).not.toContain('evil');
    }
  });
});
