import { describe, expect, it } from 'vitest';
import { parseErrorBody } from '#lib/core/errors/error-body.ts';
import { ERROR_KINDS } from '#lib/core/errors/error-kinds.ts';
import { GUESSES, galleryBanners } from '../../../scripts/gallery/gallery-banners.ts';
import { GALLERY_SITES } from '../../../scripts/gallery/states/gallery-sites.ts';

const banners = galleryBanners();

describe('the gallery', () => {
  it('shows a banner of every kind once', () => {
    const names = banners.map(({ name }) => name);
    expect(names.filter((name) => !GUESSES.includes(name)).sort()).toEqual(
      Object.keys(ERROR_KINDS).sort(),
    );
    expect(names.filter((name) => GUESSES.includes(name))).toEqual(GUESSES);
  });

  it('has pictures of its own for each state', () => {
    const states = GALLERY_SITES.flatMap((site) => site.states.map(({ name }) => name));
    expect(new Set(states).size).toBe(states.length);
    expect(states.length).toBeGreaterThan(60);
  });

  it.each(banners)('shows $name as it is sent over the wire', ({ kind, error }) => {
    expect(error.kind).toBe(kind);
    expect(parseErrorBody(error)).toEqual(error);
  });

  it('has the details that real responses lead to', () => {
    const errorOf = (expectedKind: string) =>
      banners.find(({ kind }) => kind === expectedKind)?.error;
    expect(errorOf('rate_limited')).toMatchObject({ status: 429, retryAfterMs: 20_000 });
    expect(errorOf('rate_limited')?.details).toMatchObject({ limitWindow: 'minute' });
    expect(errorOf('context_too_long')?.details).toMatchObject({ limitTokens: 128_000 });
    expect(errorOf('connection_refused')).toMatchObject({ status: 502 });
  });
});
