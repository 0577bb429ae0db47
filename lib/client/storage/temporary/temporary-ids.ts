import { newId } from '#lib/core/chat/new-id.ts';

/** Kept until the page closes: a reply that ends after its chat was left must not be stored either. */
const ids = new Set<string>();

/** The id of a new conversation that is never stored. Only this tab knows that it is one. */
export function newTemporaryId(): string {
  const id = newId();
  ids.add(id);
  return id;
}

/** Whether an id is that of a temporary conversation, or a draft key is made of one. */
export function isTemporary(key: string): boolean {
  for (const id of ids) if (key.endsWith(id)) return true;
  return false;
}
