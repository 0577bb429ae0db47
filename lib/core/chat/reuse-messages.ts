import { isObject } from '../json/is-object.ts';
import type { ChatLog, ChatMessage } from './chat-log.ts';

/**
 * A log that was read again, with the objects of the one before for what is the same in both, so that it is not
 * drawn again. Returns the one before if nothing has changed.
 */
export function reuseMessages(log: ChatLog, before: ChatLog): ChatLog {
  if (log.conversationId !== before.conversationId) return log;
  const known = new Map([...before.path, ...before.branches].map((one) => [one.id, one]));
  const reuse = (messages: readonly ChatMessage[], own: readonly ChatMessage[]) => {
    const reused = messages.map((message) => {
      const same = known.get(message.id);
      return same && isSame(message, same) ? same : message;
    });
    const isUnchanged = own.length === reused.length && reused.every((one, at) => one === own[at]);
    return isUnchanged ? own : reused;
  };
  const path = reuse(log.path, before.path);
  const branches = reuse(log.branches, before.branches);
  const isUnchanged = path === before.path && branches === before.branches;
  return isUnchanged ? before : { ...log, path, branches };
}

/** Compares what JSON can say; a field that is undefined is none. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [own, others] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const names = new Set([...own.keys(), ...others.keys()]);
  return [...names].every((name) => isSame(own.get(name), others.get(name)));
}
