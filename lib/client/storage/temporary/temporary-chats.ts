import { newId } from '#lib/core/chat/new-id.ts';

/** Kept until the page closes: a reply that ends after its chat was left must not be stored either. */
const ids = new Set<string>();

/** Calls `next` to leave the open chat, at once or once the person has agreed. */
let guard = (next: () => void) => next();

/** The id of a new conversation that is never stored. Only this tab knows that it is one. */
export function newTemporaryId(): string {
  const id = newId();
  ids.add(id);
  return id;
}

/** Whether an id is that of a temporary conversation, or a key or name is made of one. */
export function isTemporary(key: string): boolean {
  return [...ids].some((id) => key.includes(id));
}

/** Leaves the open conversation by calling `next`, unless something would be lost and the person stays. */
export function leaveBy(next: () => void): void {
  guard(next);
}

/** Sets what is asked before the open conversation is left; returns a function that takes it back. */
export function setLeaveGuard(asking: (next: () => void) => void): () => void {
  const before = guard;
  guard = asking;
  return () => {
    guard = before;
  };
}
