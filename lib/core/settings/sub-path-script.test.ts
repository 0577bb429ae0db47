import { describe, expect, it } from 'vitest';
import { SUB_PATH_SCRIPT } from './sub-path-script.ts';

/** What the script shows on a page at this path whose style sheet has arrived or not. */
function shownAt(pathname: string, hasStyles: boolean): string | null {
  let shown: string | null = null;
  const note = { role: '', textContent: '' };
  const body = {
    prepend(added: typeof note) {
      shown = added.textContent;
    },
  };
  const page = {
    document: { documentElement: {}, body, createElement: () => note },
    getComputedStyle: () => ({ getPropertyValue: () => (hasStyles ? '#fff' : '') }),
    addEventListener: (_: string, listener: () => void) => listener(),
    location: { pathname },
  };
  // The script of the page as it is: a string in its document.
  new Function('page', `with (page) { ${SUB_PATH_SCRIPT} }`)(page);
  return shown;
}

describe('the script for a page below a path', () => {
  it.each(['/chat/', '/chat', '/a/b/', '/chat/errors/key_invalid', '/demonstration', '/doctors/'])(
    'says at %s that nothing is served there',
    (pathname) => {
      expect(shownAt(pathname, false)).toMatch(/^This page can't load its parts/);
    },
  );

  it.each([
    '/',
    '/errors',
    '/errors/key_invalid',
    '/doctor',
    '/doctor/',
    '/setup',
    '/shared',
    '/demo',
  ])('says nothing at %s, one of the site’s own addresses', (pathname) => {
    expect(shownAt(pathname, false)).toBeNull();
  });

  it('says nothing where the style sheet has arrived', () => {
    expect(shownAt('/no/such/page', true)).toBeNull();
  });
});
