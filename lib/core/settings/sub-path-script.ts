const WORDS =
  "This page can't load its parts: Starlight works at the root of a site, and not below a path. It needs a host name of its own, such as chat.example.com.";

/**
 * A script for the start of a page: where a proxy serves the site below a path, none of the files that the
 * page asks for arrive, and this says why. The first parts of the site's own addresses tell it from a page
 * whose style sheet is missing for another reason. Chromium gives a link to a missing sheet a `sheet`, so one of
 * its values tells whether it is there.
 */
export const SUB_PATH_SCRIPT = `addEventListener('load', () => {
  const { documentElement: page, body } = document;
  if (getComputedStyle(page).getPropertyValue('--page') || /^\\/(demo|doctor|errors|setup|shared)?(\\/|$)/.test(location.pathname)) return;
  const note = document.createElement('p');
  note.role = 'alert';
  note.textContent = ${JSON.stringify(WORDS)};
  body.prepend(note);
});`.replace(/\n {0,8}/g, ' ');
