import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

test('axe finds no violations on the first screen and in the menu of failures', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  expect(await axeViolations(page), 'first screen').toEqual([]);
  await starlight.button('Simulate a failure').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await axeViolations(page), 'the menu of failures').toEqual([]);
});

test('axe finds no violations in a reply and in the setup', async ({ starlight, page, demo }) => {
  await starlight.open(demo.url);
  await starlight.ask('Show me markdown');
  expect(await axeViolations(page), 'a reply').toEqual([]);
  await page.goto(`${demo.url}/setup`);
  expect(await axeViolations(page), 'setup').toEqual([]);
});

for (const kind of ['rate_limited 60', 'key_invalid', 'server_error', 'reply_filtered']) {
  test(`axe finds no violations in the banner of ${kind}`, async ({ starlight, page, demo }) => {
    await starlight.open(demo.url);
    await starlight.send(`/simulate ${kind}`);
    await starlight.banner.getByText('Details', { exact: true }).click();
    expect(await axeViolations(page)).toEqual([]);
  });
}

test('a banner is an alert with its status, and its countdown is not announced', async ({
  starlight,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.send('/simulate rate_limited 60');
  await expect(starlight.banner).toMatchAriaSnapshot(`
    - alert:
      - paragraph: /429 Too Many Requests/
      - timer "Time until you can try again"
      - button "Retry" [disabled]
  `);
  await expect(starlight.page.getByRole('timer')).toHaveAttribute('aria-live', 'off');
});

test('the page is a list of conversations, a log and a field, by role and name', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.ask('hello');
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - complementary "Conversations":
      - button "New chat"
      - button "Search"
      - navigation "Conversations":
        - list:
          - listitem:
            - link "hello"
            - button "Actions for hello"
    - banner:
      - heading "hello" [level=1]
      - button /^Model/
    - main:
      - log "Chat log":
        - heading "Conversation" [level=2]
        - article "You":
          - paragraph: hello
        - article "Reply":
          - heading "Reply" [level=3]
        - article "You":
          - paragraph: /simulate key_invalid/
        - article "Reply":
          - alert:
            - paragraph: /401 Unauthorized/
            - list
            - link "Run the doctor"
            - group: Details
      - textbox "Message"
      - button "Send" [disabled]
  `);
});

test('nothing moves when the visitor prefers reduced motion', async ({ starlight, page, demo }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await starlight.open(demo.url);
  await starlight.send('/simulate rate_limited 60');
  await expect(starlight.banner).toBeVisible();
  const animated = await page.evaluate(() => {
    const seconds = (text: string) => Math.max(...text.split(',').map(Number.parseFloat));
    return Array.from(document.querySelectorAll('*'))
      .filter((element) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
        const longest = Math.max(seconds(transitionDuration), seconds(animationDuration));
        return longest > 0.001 || scrollBehavior === 'smooth';
      })
      .map(({ tagName, className }) => `${tagName} ${className}`);
  });
  expect(animated).toEqual([]);
});
