import type { Page } from '@playwright/test';
import { reply } from '#tests/support/completion-events.ts';
import { answer, type Script, stream } from '#tests/support/scriptable-upstream.ts';
import {
  ask,
  button,
  type GallerySite,
  type GalleryState,
  messageField,
  openEmptyChat,
  screen,
} from './gallery-state.ts';

const KEY = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`;
const CODE = 'a code of the gallery';
/** Nothing listens there: the gallery sends nothing off the machine. */
const NO_UPSTREAM = 'http://127.0.0.1:9/v1';
const MODELS = {
  data: [
    { id: 'old-one', created: 3, shutdown_date: '2026-01-05' },
    { id: 'ending-one', created: 2, shutdown_date: '2999-12-11' },
    { id: 'small-chat', object: 'model', created: 1, context_length: 1000 },
    ...Array.from({ length: 40 }, (_, at) => ({ id: `vendor/model-${at}`, created: 0 })),
  ],
};
const LISTING: Script = (exchange) =>
  exchange.path.endsWith('/models')
    ? answer(200, MODELS)(exchange)
    : stream(reply('An answer.'))(exchange);

/** Sites with a key, and without one that works. */
export const LIVE_SITES: readonly GallerySite[] = [
  {
    title: 'A site with many models',
    env: {
      OPENAI_API_KEY: KEY,
      STARLIGHT_MODELS: 'auto',
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_OPERATOR_CODE: CODE,
      STARLIGHT_CONTACT: 'Ada',
      STARLIGHT_RATE_LIMIT: '5',
    },
    upstream: LISTING,
    states: [
      {
        ...{ name: 'retired', caption: 'A model that was retired' },
        go: async (page, url) => {
          await openEmptyChat(page, url);
          await page.getByText('old-one was retired').waitFor();
        },
      },
      {
        ...{ name: 'many-models', caption: 'A list of many models' },
        go: async (page, url) => {
          await openEmptyChat(page, url);
          await button(page, 'Choose another model').click();
          await page.getByRole('option').first().waitFor();
        },
      },
      {
        ...{ name: 'near-limit', caption: 'A message that comes near the limit', alone: true },
        go: async (page, url) => {
          await openEmptyChat(page, url);
          await button(page, 'Choose another model').click();
          await page.getByRole('option', { name: /small-chat/ }).click();
          await messageField(page).fill('y'.repeat(4100));
          await page.getByText('This model takes 1,000 tokens').waitFor();
        },
      },
      {
        ...{ name: 'operator-sign-in', caption: 'Sign-in of the operator' },
        go: async (page, url) => {
          await openEmptyChat(page, url);
          await button(page, 'Operator sign-in').click();
          await page.getByRole('dialog').waitFor();
        },
      },
      {
        ...{ name: 'doctor-log', caption: 'The log of responses', alone: true },
        go: async (page, url) => {
          await openEmptyChat(page, url);
          await button(page, 'Choose another model').click();
          await page.getByRole('option', { name: /ending-one/ }).click();
          await ask(page, 'Hello?');
          await signIn(page, url);
          await page.goto(`${url}/doctor#log`);
          await page.getByRole('table', { name: 'Responses, newest first' }).waitFor();
        },
      },
      {
        ...{ name: 'doctor-checks', caption: 'Checks with a list of limits', alone: true },
        go: async (page, url) => {
          await signIn(page, url);
          await page.goto(`${url}/doctor`);
          await button(page, 'Check everything again').waitFor();
        },
      },
      {
        ...{ name: 'few-remain', caption: 'Few messages remain', alone: true },
        go: async (page, url) => {
          await openEmptyChat(page, url);
          await button(page, 'Choose another model').click();
          await page.getByRole('option', { name: /ending-one/ }).click();
          await ask(page, 'Hello?');
          await ask(page, 'And?');
          await ask(page, 'And then?');
          await page.getByText(/messages? remaining until/).waitFor();
        },
      },
    ],
  },
  {
    title: 'Without a key',
    env: { STARLIGHT_OPERATOR_CODE: CODE },
    states: [
      screen('setup-stranger', 'Setup, for a visitor', '/'),
      screen('doctor-door', 'Doctor sign-in', '/doctor'),
      asOperator('setup-operator', 'Setup, for the operator'),
    ],
  },
  {
    title: 'With an unusable key',
    env: {
      OPENAI_API_KEY: `Bearer ${KEY}`,
      OPENAI_BASE_URL: NO_UPSTREAM,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_OPERATOR_CODE: CODE,
    },
    states: [asOperator('setup-bad-key', "Setup, for the operator of a key that can't work")],
  },
  {
    title: 'With an unprotected key',
    env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: NO_UPSTREAM },
    states: [screen('unprotected', 'An unprotected key', '/')],
  },
  {
    title: 'With an access code',
    env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: NO_UPSTREAM, STARLIGHT_ACCESS_CODE: CODE },
    states: [screen('sign-in', 'Sign-in', '/')],
  },
  {
    title: 'Closed',
    env: { STARLIGHT_CLOSED: '1', STARLIGHT_CONTACT: 'Ada' },
    states: [screen('closed', 'Closed', '/')],
  },
];

function asOperator(name: string, caption: string): GalleryState {
  return {
    name,
    caption,
    go: async (page, url) => {
      await signIn(page, url);
      await page.goto(url);
    },
  };
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/doctor`, { waitUntil: 'networkidle' });
  await page.getByLabel('Operator code').fill(CODE);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Doctor', exact: true }).waitFor();
}
