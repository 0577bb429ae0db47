import { MAX_EXTRAS } from '../chat/extra-limits.ts';
import { replyImageSchema, type Source } from '../chat/reply-extras.ts';
import type {
  ForeignConversation,
  ForeignFile,
  ForeignNode,
  ForeignPicture,
} from './foreign-conversation.ts';
import { orderNodes } from './order-nodes.ts';

/** A message made of one node, or of the nodes that make up one reply. */
export type JoinedMessage = {
  id: string;
  parent: JoinedMessage | null;
  role: 'user' | 'assistant';
  texts: string[];
  thoughts: string[];
  images: string[];
  files: readonly ForeignFile[];
  sources: Source[];
  model: string | undefined;
  createdAt: number | undefined;
  isIncomplete: boolean;
};

type JoinedTree = {
  /** Parents first. */
  messages: JoinedMessage[];
  /** The message that a node is part of; for a node that was left out, of the one before it. */
  messageOf: ReadonlyMap<string, JoinedMessage | null>;
};

/**
 * Makes messages of nodes: nodes with nothing to keep are bridged, and those of one reply, which follow each
 * other without a branch (thoughts, a picture, text), become one. Counts pictures that it can't keep.
 *
 * @param urls the pictures in the file, by name, as data URLs
 */
export function joinNodes(
  conversation: ForeignConversation,
  urls: ReadonlyMap<string, string>,
): JoinedTree {
  const ordered = orderNodes(conversation);
  const childCounts = countChildren(ordered);
  const messages: JoinedMessage[] = [];
  const messageOf = new Map<string, JoinedMessage | null>();
  /** Nodes that nothing else follows the same message as. */
  const unbranched = new Set<string>();
  for (const node of ordered) {
    const { id, parentId } = node;
    const parent = (parentId === null ? null : messageOf.get(parentId)) ?? null;
    const wasLeftOut = parentId !== null && parent?.id !== parentId && !unbranched.has(parentId);
    if (parentId !== null && childCounts.get(parentId) === 1 && !wasLeftOut) unbranched.add(id);
    const images = imagesOf(node, urls, conversation);
    if (!hasAnything(node, images)) {
      messageOf.set(id, parent);
      continue;
    }
    const joins = node.role === 'assistant' && parent?.role === 'assistant' && unbranched.has(id);
    const message = joins ? parent : startMessage(node, parent);
    if (!joins) messages.push(message);
    addNode(message, node, images);
    messageOf.set(id, message);
  }
  return { messages, messageOf };
}

function countChildren(nodes: readonly ForeignNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { parentId } of nodes)
    if (parentId !== null) counts.set(parentId, (counts.get(parentId) ?? 0) + 1);
  return counts;
}

function imagesOf(
  { pictures = [] }: ForeignNode,
  urls: ReadonlyMap<string, string>,
  { leftOut }: ForeignConversation,
): string[] {
  const images = pictures.flatMap((picture) => urlOf(picture, urls) ?? []);
  leftOut.pictures += pictures.length - images.length;
  return images;
}

function urlOf(picture: ForeignPicture, urls: ReadonlyMap<string, string>): string | undefined {
  const url = 'url' in picture ? picture.url : urls.get(picture.asset);
  return replyImageSchema.safeParse(url).data;
}

function hasAnything({ role, text, thinking }: ForeignNode, images: readonly string[]): boolean {
  // A question of nothing but a file keeps its place.
  if (role === 'user') return true;
  return role === 'assistant' && (text.trim() !== '' || Boolean(thinking) || images.length > 0);
}

function startMessage(node: ForeignNode, parent: JoinedMessage | null): JoinedMessage {
  return {
    ...{ id: node.id, parent, role: node.role === 'user' ? 'user' : 'assistant' },
    ...{ texts: [], thoughts: [], images: [], sources: [] },
    files: node.files ?? [],
    ...{ model: undefined, createdAt: node.createdAt, isIncomplete: false },
  };
}

function addNode(message: JoinedMessage, node: ForeignNode, images: readonly string[]): void {
  if (node.text.trim() !== '') message.texts.push(node.text);
  if (node.thinking) message.thoughts.push(node.thinking);
  message.images = [...message.images, ...images].slice(0, MAX_EXTRAS.images);
  message.sources = [...message.sources, ...(node.sources ?? [])].slice(0, MAX_EXTRAS.sources);
  message.model ??= node.model;
  message.isIncomplete = node.isIncomplete ?? false;
}
