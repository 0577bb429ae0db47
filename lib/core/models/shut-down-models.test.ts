import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shutdownDateOf } from './shut-down-models.ts';

/** Model and date of each line in the SDK's comment on `ChatModel`. */
function shutdownsInSdk(): [string, string][] {
  const types = readFileSync('node_modules/openai/resources/shared.d.ts', 'utf8');
  const comment = types
    .slice(types.indexOf('/**'), types.indexOf('*/'))
    .replaceAll(/\n \* ?/g, ' ');
  return comment.split(' - ').flatMap((item): [string, string][] => {
    const [, date = ''] = /shutdown date:\s{1,9}(\d{4}-\d{2}-\d{2})/.exec(item) ?? [];
    const models = Array.from(item.matchAll(/"([^"]{1,99})"/g), ([, model = '']) => model);
    return date === '' ? [] : models.map((model) => [model, date]);
  });
}

describe('shutdownDateOf', () => {
  it('agrees with the installed SDK on every model', () => {
    const announced = shutdownsInSdk();
    expect(announced.length).toBeGreaterThan(50);
    expect(announced.map(([model]) => [model, shutdownDateOf(model)])).toEqual(announced);
  });

  it.each(['gpt-6.1-sol', 'gpt-5.4', 'llama3.2', 'openai/gpt-4', '', 'constructor'])(
    'knows no date for %s',
    (model) => {
      expect(shutdownDateOf(model)).toBeNull();
    },
  );
});
