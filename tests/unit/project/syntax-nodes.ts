import { parseAst } from 'vitest/node';
import { isObject } from '#lib/core/json/is-object.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { SourceFile } from './source-files.ts';

/** A node of a syntax tree, in ESTree's format. Positions count from 0, in UTF-16 units. */
export type SyntaxNode = { type: string; start: number; end: number; [name: string]: unknown };

/** Parses a module, so that code quoted in strings and comments does not count as code. */
export function parseSource({ path, text }: SourceFile): unknown {
  return parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
}

/**
 * The nodes of a tree or subtree in source order, without those that `isSkipped` matches and their
 * descendants.
 */
export function nodesIn(
  tree: unknown,
  isSkipped: (node: SyntaxNode) => boolean = () => false,
): SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const value = open.pop();
    if (!isObject(value)) continue;
    if (isSyntaxNode(value)) {
      if (isSkipped(value)) continue;
      nodes.push(value);
    }
    open.push(...Object.values(value).reverse());
  }
  return nodes;
}

/** The line a node begins on. Lines count from 1. */
export function lineOf({ text }: SourceFile, node: SyntaxNode): number {
  return text.slice(0, node.start).split('\n').length;
}

/** The name of an identifier; null for other nodes. */
export function nameOf(node: unknown): string | null {
  return isRecord(node) && typeof node['name'] === 'string' ? node['name'] : null;
}

export function isSyntaxNode(value: unknown): value is SyntaxNode {
  if (!isRecord(value)) return false;
  const { type, start, end } = value;
  return typeof type === 'string' && typeof start === 'number' && typeof end === 'number';
}
