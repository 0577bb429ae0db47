import { describe, expect, it } from 'vitest';
import { chooseModels } from './choose-models.ts';
import { DEFAULT_MODELS } from './default-models.ts';
import type { ListedModel } from './listed-model.ts';
import { readModelSelection } from './model-selection.ts';

const LISTED: ListedModel[] = [
  { id: 'new-model', isChat: true, contextTokens: 8192, createdAt: 9 },
  { id: 'gpt-4o', isChat: true, images: true, createdAt: 8 },
  { id: 'gpt-4o-mini', isChat: true },
  { id: 'embedding', isChat: false },
];

const choose = (text: string, listed: ListedModel[] | null = LISTED) =>
  chooseModels(readModelSelection(text.split(',')).selection, listed);
const idsOf = (...given: Parameters<typeof choose>) => choose(...given).map(({ id }) => id);

describe('chooseModels', () => {
  it.each([
    ['auto', ['new-model', 'gpt-4o', 'gpt-4o-mini']],
    ['*', ['new-model', 'gpt-4o', 'gpt-4o-mini']],
    ['gpt-*', ['gpt-4o', 'gpt-4o-mini']],
    ['gpt-4o-mini,auto', ['gpt-4o-mini', 'new-model', 'gpt-4o']],
    ['gpt-*,own-model', ['gpt-4o', 'gpt-4o-mini', 'own-model']],
    ['auto,!gpt-*', ['new-model']],
    ['auto,gpt-4o,!gpt-4o', ['new-model', 'gpt-4o-mini']],
    ['nothing-*', []],
  ])('%s offers %j', (text, ids) => expect(idsOf(text)).toEqual(ids));

  it('offers a named model even if the list does not have it or calls it something else', () => {
    expect(idsOf('embedding,unlisted,gpt-*')).toEqual([
      ...['embedding', 'unlisted', 'gpt-4o', 'gpt-4o-mini'],
    ]);
  });

  it('offers only the names while there is no list', () => {
    expect(idsOf('gpt-*,own-model,auto', null)).toEqual(['own-model']);
    expect(idsOf('auto', null)).toEqual([]);
  });

  it("prefers Starlight's default models to the newest as the default", () => {
    const listed = [...LISTED, { id: DEFAULT_MODELS[1], isChat: true }];
    expect(idsOf('auto', listed)[0]).toBe(DEFAULT_MODELS[1]);
  });

  it('keeps what a model takes and nothing else', () => {
    expect(choose('new-model,gpt-4o,x,*')).toEqual([
      { id: 'new-model', contextTokens: 8192 },
      { id: 'gpt-4o', images: true, efforts: [] },
      { id: 'x' },
      { id: 'gpt-4o-mini', images: true, efforts: [] },
    ]);
  });

  it('lets a pattern stand only for what it may', () => {
    const { selection } = readModelSelection(['own', 'auto']);
    const ids = chooseModels(selection, LISTED, (id) => id === 'gpt-4o').map(({ id }) => id);
    expect(ids).toEqual(['own', 'gpt-4o']);
  });
});
