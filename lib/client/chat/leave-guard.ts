/** Calls `next` to leave the open conversation, at once or once the person has agreed. */
type LeaveGuard = (next: () => void) => void;

let guard: LeaveGuard | null = null;

/** Leaves the open conversation by calling `next`, unless something would be lost and the person stays. */
export function leaveBy(next: () => void): void {
  if (guard) guard(next);
  else next();
}

/** Sets what is asked before leaving; null for nothing. */
export function setLeaveGuard(next: LeaveGuard | null): void {
  guard = next;
}
