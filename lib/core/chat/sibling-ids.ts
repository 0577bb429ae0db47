import type { ChatLog, ChatMessage } from './chat-log.ts';
import { compareBySeq } from './conversation-tree.ts';

/**
 * Maps each visible message to the ids of it and its alternatives (same parent, same role), oldest
 * first. One string, separated by spaces, so that components can compare it by value.
 */
export function siblingIdsOf({
  path,
  branches,
}: Pick<ChatLog, 'path' | 'branches'>): ReadonlyMap<string, string> {
  // Nearly all have no alternative. Two on the path are ones where the parent of each is missing.
  const parents = new Set(branches.map(({ parentId }) => parentId));
  for (const [at, { parentId }] of path.entries())
    if (parentId !== path[at - 1]?.id) parents.add(parentId);
  const own = path.filter(({ parentId }) => parents.has(parentId));
  const shown = new Set(own.map(siblingKeyOf));
  const others = branches.filter((message) => shown.has(siblingKeyOf(message)));
  const siblings = new Map(path.map(({ id }) => [id, id]));
  for (const messages of Map.groupBy([...own, ...others], siblingKeyOf).values()) {
    const ids = messages.sort(compareBySeq).map(({ id }) => id);
    const text = ids.join(' ');
    for (const id of ids) if (siblings.has(id)) siblings.set(id, text);
  }
  return siblings;
}

function siblingKeyOf({ role, parentId }: ChatMessage): string {
  return parentId === null ? role : `${role} ${parentId}`;
}
