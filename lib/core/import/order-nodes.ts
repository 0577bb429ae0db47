import type { ForeignConversation, ForeignNode } from './foreign-conversation.ts';
import { ImportRefusal } from './import-fault.ts';

/**
 * The nodes of a tree, each once, parents before children and otherwise by time. Throws an `ImportRefusal`
 * for a tree with a cycle. Loops, not recursion: a conversation can be as deep as it is long.
 */
export function orderNodes({ nodes, title }: ForeignConversation): ForeignNode[] {
  const byId = firstById(nodes);
  const byTime = [...byId.values()].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
  const ordered = new Set<ForeignNode>();
  for (const node of byTime) {
    const chain = new Set<ForeignNode>();
    let next: ForeignNode | undefined = node;
    while (next && !ordered.has(next)) {
      if (chain.has(next)) throw new ImportRefusal({ kind: 'cycle', title });
      chain.add(next);
      next = next.parentId === null ? undefined : byId.get(next.parentId);
    }
    for (const member of [...chain].reverse()) ordered.add(member);
  }
  return [...ordered];
}

function firstById(nodes: readonly ForeignNode[]): Map<string, ForeignNode> {
  const byId = new Map<string, ForeignNode>();
  for (const node of nodes) if (node.id !== '' && !byId.has(node.id)) byId.set(node.id, node);
  return byId;
}
