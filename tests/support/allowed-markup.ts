/**
 * Everything a reply may be rendered as. Anything else counts as a finding, however harmless it
 * looks.
 */
export const ALLOWED_ELEMENTS: readonly string[] =
  'div p h4 h5 h6 a strong em del sub sup kbd code br hr ul ol li input table thead tbody tr th td blockquote pre span wbr figure figcaption details summary button'.split(
    ' ',
  );

/**
 * No `style`, no `src`, nothing that begins with `on`, and no `id` or `name` that could shadow the
 * page's own.
 */
export const ALLOWED_ATTRIBUTES: readonly string[] =
  'class dir href target rel referrerpolicy start role aria-label tabindex scope colspan type checked disabled readonly open value type data-note data-footnote data-drawn hidden'.split(
    ' ',
  );

export const ALLOWED_PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:'];
