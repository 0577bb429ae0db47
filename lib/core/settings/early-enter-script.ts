import { EARLY_ENTER_END } from './early-enter-end.ts';

/**
 * A script for the start of a page: notes an Enter in a field for a code, which does nothing until the code of
 * the page runs. It keeps the field and not its text, and nothing once it has ended.
 */
export const EARLY_ENTER_SCRIPT = `(() => {
  let entered;
  const note = ({ type, key, isComposing, target: t }) => {
    if (t.name !== 'code') return;
    if (type === 'input') entered = undefined;
    else if (key === 'Enter' && !isComposing) entered = t;
  };
  const end = ({ detail }) => {
    for (const type of ['keydown', 'input']) removeEventListener(type, note);
    removeEventListener('${EARLY_ENTER_END}', end);
    detail?.(entered);
    entered = undefined;
  };
  for (const type of ['keydown', 'input']) addEventListener(type, note);
  addEventListener('${EARLY_ENTER_END}', end);
})();`.replace(/\n {0,8}/g, ' ');
