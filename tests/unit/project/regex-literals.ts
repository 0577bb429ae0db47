import { isRecord } from '#lib/core/json/is-record.ts';
import type { SourceFile } from './source-files.ts';
import { lineOf, nodesIn, parseSource, type SyntaxNode } from './syntax-nodes.ts';

/** A regular expression as written in the code. Lines count from 1. */
export type RegexLiteral = { path: string; line: number; source: string; flags: string };

/** These accept a string as a pattern: `'text'.match('a+')` is `new RegExp('a+')`. */
const COMPILES_STRINGS: ReadonlySet<string> = new Set(['match', 'matchAll', 'search']);

const STRING_TYPES: ReadonlySet<string> = new Set(['TemplateLiteral', 'BinaryExpression']);

/** The literals of a module, in order. */
export function regexLiteralsIn(file: SourceFile): RegexLiteral[] {
  return nodesIn(parseSource(file)).flatMap((node) => {
    const { regex } = node;
    if (node.type !== 'Literal' || !isRecord(regex)) return [];
    const { pattern, flags } = regex;
    if (typeof pattern !== 'string' || typeof flags !== 'string') return [];
    return [{ path: file.path, line: lineOf(file, node), source: pattern, flags }];
  });
}

/** Where a pattern is built at run time, so that its cost cannot be known. */
export function findMadePatterns(file: SourceFile): string[] {
  const nodes = nodesIn(parseSource(file));
  const harmless = new Set(nodes.flatMap(harmlessMentionOf));
  return nodes
    .filter((node) => (isNamed(node, 'RegExp') && !harmless.has(node)) || compilesString(node))
    .map((node) => `${file.path}:${lineOf(file, node)} makes a regular expression from a string`);
}

/** `RegExp` as a type and after `instanceof`; everywhere else it is the constructor, or leads to it. */
function harmlessMentionOf(node: SyntaxNode): unknown {
  if (node.type === 'TSTypeReference') return node['typeName'];
  return node.type === 'BinaryExpression' && node['operator'] === 'instanceof' ? node['right'] : [];
}

function isNamed(node: SyntaxNode, name: string): boolean {
  return node.type === 'Identifier' && node['name'] === name;
}

function compilesString(node: SyntaxNode): boolean {
  const { callee, arguments: args } = node;
  if (node.type !== 'CallExpression' || !isRecord(callee) || !isRecord(callee['property']))
    return false;
  const name = callee['property']['name'] ?? callee['property']['value'];
  const pattern: unknown = Array.isArray(args) ? args[0] : undefined;
  if (typeof name !== 'string' || !COMPILES_STRINGS.has(name) || !isRecord(pattern)) return false;
  return typeof pattern['value'] === 'string' || STRING_TYPES.has(String(pattern['type']));
}
