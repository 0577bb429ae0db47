import { describe, expect, it } from 'vitest';
import { SUB_PATH_SCRIPT } from './sub-path-script.ts';

/** What the script shows on a page at this path whose style sheet has arrived or not. */
function shownAt(pathname: string, style: { sheet: object | null } | null): string | null {
  let shown: string | null = null;
  const note = { role: '', textContent: '' };
  const document = {
    querySelector: () => style,
    createElement: () => note,
    body: {
      prepend(added: typeof note) {
        shown = added.textContent;
      },
    },
  };
  const addEventListener = (_: string, listener: () => void) => listener();
  // The script of the page as it is: a string in its document.
  new Function('addEventListener', 'document', 'location', SUB_PATH_SCRIPT)(
    addEventListener,
    document,
    { pathname },
  );
  return shown;
}

const MISSING = { sheet: null };

describe('the script for a page below a path', () => {
  it.each(['/chat/', '/chat', '/a/b/', '/chat/errors/key_invalid', '/demonstration', '/doctors/'])(
    'says at %s that nothing is served there',
    (pathname) => {
      expect(shownAt(pathname, MISSING)).toMatch(/^This page can't load its parts/);
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
    expect(shownAt(pathname, MISSING)).toBeNull();
  });

  it('says nothing where the style sheet has arrived, or there is none', () => {
    expect(shownAt('/no/such/page', { sheet: {} })).toBeNull();
    expect(shownAt('/chat/', null)).toBeNull();
  });
});
