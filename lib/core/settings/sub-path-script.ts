const WORDS =
  "This page can't load its parts: Starlight works at the root of a site, and not below a path. It needs a host name of its own, such as chat.example.com.";

/**
 * A script for the start of a page: where a proxy serves the site below a path, none of the files that the
 * page asks for arrive, and this says why. The first parts of the site's own addresses tell it from a page
 * whose style sheet is missing for another reason.
 */
export const SUB_PATH_SCRIPT = `addEventListener('load', () => {
  const style = document.querySelector('link[rel=stylesheet]');
  if (!style || style.sheet || /^\\/(demo|doctor|errors|setup|shared)?(\\/|$)/.test(location.pathname)) return;
  const note = document.createElement('p');
  note.role = 'alert';
  note.textContent = ${JSON.stringify(WORDS)};
  document.body.prepend(note);
});`.replace(/\n {0,8}/g, ' ');
