/**
 * The height in px that a drawn block has in the log; null if it has to stay drawn, because the focus, a form
 * or an end of what is selected is in it, or what is selected spans it.
 */
export function measureBlock(log: Element, index: number): number | null {
  const turns = [...log.querySelectorAll(`:scope > .turn[data-block="${index}"]`)];
  const [first] = turns;
  const last = turns.at(-1);
  if (!first || !last || turns.some(isInUse)) return null;
  return last.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
}

function isInUse(turn: Element): boolean {
  const selection = getSelection();
  const isSelected = selection && !selection.isCollapsed && selection.containsNode(turn, true);
  return (
    isSelected === true ||
    turn.contains(document.activeElement) ||
    turn.querySelector('form, dialog') !== null
  );
}
