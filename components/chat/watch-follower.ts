/** Whether the reader follows the log: is at its end, or at the question that is held near the top. */
export type Follower = {
  follows: () => boolean;
  /** The page itself goes to another place. */
  leave: () => void;
  stop: () => void;
};

const ROUNDING_PX = 4;

/**
 * Watches a frame that scrolls. Only the reader scrolls up and ends elsewhere than at the end: a frame that grows
 * moves what it shows to the end at most. So it can be told at once, and not after a timer as the library does, in
 * which time the frame may have another size.
 *
 * @param target where the frame scrolls to while it is followed
 */
export function watchFollower(
  frame: HTMLElement,
  { follows: initial, target }: { follows: boolean; target: () => number },
): Follower {
  let follows = initial;
  let lastTop = frame.scrollTop;
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = frame;
    const end = scrollHeight - clientHeight;
    if (scrollTop >= Math.min(target(), end) - ROUNDING_PX) follows = true;
    else if (scrollTop < lastTop - 1) follows = false;
    lastTop = scrollTop;
  };
  frame.addEventListener('scroll', onScroll, { passive: true });
  return {
    follows: () => follows,
    leave() {
      follows = false;
    },
    stop: () => frame.removeEventListener('scroll', onScroll),
  };
}
