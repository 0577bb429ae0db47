/** Of the window: the field and its text when Enter was last pressed in it. */
export const ENTERED_EARLY = 'enteredEarly';

/**
 * A script for the start of a page: notes an Enter in a field for a code, which does nothing until the code of
 * the page runs.
 */
export const EARLY_ENTER_SCRIPT =
  `addEventListener('keydown', ({ key, isComposing, target: t }) => {
  if (key === 'Enter' && !isComposing && t.name === 'code') ${ENTERED_EARLY} = [t, t.value];
});`.replace(/\n {0,8}/g, ' ');
