import { expect, test } from './starlight-page.ts';

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test('the empty field is one line with its buttons, and text that needs it gets a row of its own', async ({
      starlight,
      demo,
    }) => {
      await starlight.open(demo.url);
      const card = starlight.composer.locator('..');
      const heightOf = async () => (await card.boundingBox())?.height;
      const middleOf = async (name: string) => {
        const box = await starlight.button(name).boundingBox();
        return (box?.y ?? 0) + (box?.height ?? 0) / 2;
      };
      await expect(starlight.button('Attach files')).toBeVisible();
      expect(await heightOf()).toBe(52);
      const field = await starlight.composer.boundingBox();
      for (const name of ['Send', 'Attach files', 'Search the web', 'Simulate a failure']) {
        expect(await middleOf(name)).toBeCloseTo((field?.y ?? 0) + (field?.height ?? 0) / 2, 0);
      }
      await starlight.composer.fill('Short');
      expect(await heightOf()).toBe(52);
      await starlight.composer.fill('one\ntwo');
      await expect.poll(heightOf).toBeGreaterThan(90);
      const widthOf = async () => (await starlight.composer.boundingBox())?.width ?? 0;
      const widest = await widthOf();
      expect(widest).toBeGreaterThan((field?.width ?? 0) + 100);
      // It keeps its row while the text shrinks to one line.
      await starlight.composer.fill('one');
      expect(await widthOf()).toBe(widest);
      await starlight.composer.fill('');
      await expect.poll(heightOf).toBe(52);
    });
  });
}
