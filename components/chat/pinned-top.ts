/** The part of the frame that a reply gets at first, below a question that is taller than the rest. */
const REPLY_SHARE = 0.55;

/**
 * Where the log is scrolled to, in px, so that the pinned turn's question is near the top: its start, or its
 * end if it is tall. Null if no turn is pinned. The turn is at least as high as the frame has room for
 * (`.turn[data-pinned]` in globals.css), so the log can be scrolled there however short the reply is.
 */
export function pinnedTop(frame: HTMLElement | null): number | null {
  const turn = frame?.querySelector('[role="log"] > [data-pinned]');
  const reply = turn?.lastElementChild;
  if (!frame || !turn?.parentElement || !reply) return null;
  const { paddingTop, paddingBottom } = getComputedStyle(turn.parentElement);
  const from = frame.scrollTop - frame.getBoundingClientRect().top;
  const start = turn.getBoundingClientRect().top - Number.parseFloat(paddingTop);
  const room = frame.clientHeight * (1 - REPLY_SHARE) - Number.parseFloat(paddingBottom);
  // The library stops a pixel before the end.
  return from + Math.max(start, reply.getBoundingClientRect().top - room) - 1;
}

/** How far the end of the log is below the frame, in px, without the room below the pinned turn. */
export function hiddenBelow(frame: HTMLElement): number {
  const toEnd = frame.scrollHeight - frame.clientHeight - frame.scrollTop;
  const turn = frame.querySelector('[role="log"] > :last-child');
  // An announcement after a banner is nowhere.
  const last = turn?.querySelector(':scope > :last-child > :nth-last-child(1 of :not(.sr-only))');
  if (!turn?.parentElement || !last) return toEnd;
  const { paddingBottom } = getComputedStyle(turn.parentElement);
  const end = last.getBoundingClientRect().bottom + Number.parseFloat(paddingBottom);
  return Math.min(toEnd, end - frame.getBoundingClientRect().bottom);
}
