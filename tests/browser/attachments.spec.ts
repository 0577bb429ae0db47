import type { Page } from '@playwright/test';
import { parseJson } from '#lib/core/json/parse-json.ts';
import { reply } from '../support/completion-events.ts';
import { makePdf } from '../support/make-pdf.ts';
import { answer, stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, type StarlightPage, test } from './starlight-page.ts';

/** A photo as a phone takes it: on its side, with a place and a camera in its EXIF data. */
async function photo(page: Page, width: number, height: number): Promise<Buffer> {
  const bytes = await page.evaluate(
    async ([w = 0, h = 0]) => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: w, height: h });
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = 'teal';
      context.fillRect(0, 0, w / 2, h);
      const blob = await new Promise<Blob | null>((resolve) => {
        canvas.toBlob(resolve, 'image/jpeg');
      });
      return Array.from(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer()));
    },
    [width, height],
  );
  const tiff = 'MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS of my home';
  const exif = Buffer.from(`Exif\0\0${tiff}`, 'latin1');
  const length = [0, exif.length + 2];
  return Buffer.concat([
    Buffer.from(bytes.slice(0, 2)),
    Buffer.from([0xff, 0xe1, ...length]),
    exif,
    Buffer.from(bytes.slice(2)),
  ]);
}

async function attach(starlight: StarlightPage, name: string, buffer: Buffer): Promise<void> {
  await starlight.page
    .getByLabel('Files to attach')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** The data URLs of the pictures in a request, in either API. */
function picturesIn(body: string): string[] {
  expect(parseJson(body)).toBeDefined();
  return Array.from(body.matchAll(/"(data:image\/[^"]+)"/g), ([, url = '']) => url);
}

test('pictures and files are sent without EXIF, and come back after a reload, a failure and a retry', async ({
  starlight,
  page,
  live,
}) => {
  await starlight.open(live.url);
  const files = page.getByRole('list', { name: 'Attached files' });
  await attach(starlight, 'Beach.JPG', await photo(page, 3000, 1000));
  await attach(starlight, 'main.py', Buffer.from('print("kept")\n'));
  await expect(starlight.button('Remove main.py')).toBeVisible();
  await expect(files.getByRole('img', { name: 'Picture: Beach.JPG' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);

  await page.reload();
  await expect(files.getByRole('listitem')).toHaveCount(2);
  live.upstream.respond(answer(500, { error: { message: 'Down' } }));
  await starlight.send('What is this?');
  await expect(starlight.banner).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('form').getByRole('list', { name: 'Attached files' })).toBeHidden();
  const sent = live.upstream.requests.at(-1)?.body ?? '';

  await starlight.reload();
  const picture = starlight.questions.getByRole('img', { name: 'Picture: Beach.JPG' });
  await expect(picture).toBeVisible();
  live.upstream.respond(stream(reply('A beach.')));
  await starlight.button('Retry').click();
  await expect(starlight.replies.last()).toContainText('A beach.');
  const body = live.upstream.requests.at(-1)?.body ?? '';
  expect(body).toContain('kept');
  expect(picturesIn(body)).toEqual(picturesIn(sent));
  const [url = ''] = picturesIn(body);
  const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString('latin1');
  expect(bytes).not.toMatch(/Exif|GPS/);
  // Upright, and no longer than models look at.
  await expect(picture).toHaveAttribute('height', '2048');
  expect(Number(await picture.getAttribute('width'))).toBeLessThan(2048);

  await starlight.button('Picture: Beach.JPG').click();
  await expect(page.getByRole('dialog').getByText(/Sent with 683 × 2,048 pixels/)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await starlight.questions.hover();
  await starlight.button('Edit message').click();
  await starlight.button('Remove Beach.JPG').click();
  await page.getByRole('textbox', { name: 'Edit your message' }).press('Enter');
  await expect(starlight.replies.last()).toContainText('A beach.');
  expect(picturesIn(live.upstream.requests.at(-1)?.body ?? '')).toEqual([]);
  expect(live.upstream.requests.at(-1)?.body).toContain('kept');
});

test('a paste of 20,000 lines becomes a file in under 100 ms, and can be put into the field', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await expect(starlight.button('Attach files')).toBeVisible();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { longTasks: times });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) times.push(duration);
    }).observe({ type: 'longtask' });
  });
  await starlight.paste('It was a bright cold day in April\n'.repeat(20_000));
  const put = starlight.button('Put into the field');
  await expect(put).toBeVisible();
  await expect(starlight.composer).toHaveValue('');
  const longest = await page.evaluate(() =>
    Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
  );
  expect(longest).toBeLessThan(100);
  await page
    .getByRole('list', { name: 'Attached files' })
    .getByRole('button', { name: /^Remove It was a bright/ })
    .click();
  await starlight.paste('x'.repeat(2001));
  await put.click();
  await expect(starlight.composer).toHaveValue('x'.repeat(2001));
  await expect(put).toBeHidden();
});

test('what cannot be sent is said before sending, and pictures are dropped and pasted', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await expect(starlight.button('Attach files')).toBeVisible();
  await attach(starlight, 'IMG_1.heic', Buffer.from('\0\0\0\x18ftypheic', 'latin1'));
  const said = page.locator('form');
  await expect(said).toContainText('IMG_1.heic is a HEIC picture');
  await starlight.button('Dismiss').click();
  for (let file = 1; file <= 3; file += 1) {
    await attach(starlight, `${file}.txt`, Buffer.from('a'.repeat(1_500_000)));
  }
  await expect(said).toContainText('4.5 MB in total. The limit for a request is 4 MB');
  await starlight.send('Read them');
  await expect(starlight.composer).toHaveValue('Read them');
  for (let file = 1; file <= 3; file += 1) await starlight.button(`Remove ${file}.txt`).click();

  const bytes = Array.from(await photo(page, 40, 40));
  for (const type of ['drop', 'paste']) {
    await page.evaluate(
      ([kind, list]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(list as number[])], `${kind}.jpg`));
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
        document.querySelector('textarea')?.dispatchEvent(event);
      },
      [type, bytes] as const,
    );
    await expect(starlight.button(`Remove ${type}.jpg`)).toBeVisible();
  }
  await starlight.button(/^Model:/).click();
  await page.getByRole('radio', { name: /mini/ }).or(page.getByText('starlight-demo-mini')).click();
  await page.keyboard.press('Escape');
  await expect(said).toContainText("starlight-demo-mini can't read pictures");
});

test('the text of a PDF is sent, and one without text or with a password is refused with the reason', async ({
  starlight,
  page,
  live,
}) => {
  await starlight.open(live.url);
  const pages = Array.from({ length: 12 }, (_, index) => `Chapter ${index + 1}`);
  await attach(starlight, 'report.pdf', Buffer.from(makePdf(pages)));
  await attach(starlight, 'scan.pdf', Buffer.from(makePdf(['', ''])));
  await attach(starlight, 'locked.pdf', Buffer.from(makePdf(['x'], { isLocked: true })));
  await attach(starlight, 'broken.pdf', Buffer.from('%PDF-1.7 broken'));
  // Its font needs a character map, which the page loads from this site under its policy.
  const cjk = { encoding: '90ms-RKSJ-H', ordering: 'Japan1', hex: '93FA967B8CEA' };
  await attach(starlight, 'japanese.pdf', Buffer.from(makePdf([], { cjk })));
  await expect(starlight.button('Remove japanese.pdf, 1 page')).toBeVisible();
  await expect(starlight.button('Remove report.pdf, 12 pages')).toBeVisible();
  await expect(page.getByText('scan.pdf has no text, only pictures of its pages')).toBeVisible();
  await expect(page.getByText('locked.pdf needs a password')).toBeVisible();
  await expect(page.getByText("broken.pdf can't be opened as a PDF")).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await starlight.reload();
  await expect(starlight.button('Remove report.pdf, 12 pages')).toBeVisible();
  await starlight.ask('What is in chapter 7?');
  const body = live.upstream.requests.at(-1)?.body ?? '';
  expect(body).toContain('File: report.pdf, 12 pages');
  expect(body).toContain('[Page 7]\\nChapter 7');
  expect(body).toContain('日本語');
});
