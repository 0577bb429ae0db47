import { parseAst } from 'vitest/node';
import type { SourceFile } from './source-files.ts';

type Import = { specifier: string; line: number };

/** `variable` is null where `process.env` is used as a whole. */
type EnvironmentRead = { variable: string | null; line: number };

/** What the rules ask of a module. Lines count from 1. */
export type ModuleFacts = {
  imports: Import[];
  /** Strings at the top of the module or of a function: `use client`, `use server`. */
  directives: string[];
  environmentReads: EnvironmentRead[];
  rawHtmlLines: number[];
  emptyCatchLines: number[];
  /** The specifier of the first statement, where that is `import '…'`. */
  firstBareImport: string | null;
};

type Node = { type: string; start: number; end: number; [name: string]: unknown };

/** Parses a module, so that code quoted in strings and comments is not taken for code. */
export function parseModule({ path, text }: SourceFile): ModuleFacts {
  const program: unknown = parseAst(text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' });
  const nodes = [...nodesOf(program)];
  const lineOf = (node: Node) => text.slice(0, node.start).split('\n').length;
  const linesOf = (is: (node: Node) => boolean) => nodes.filter(is).map(lineOf);
  return {
    imports: nodes.flatMap((node) => {
      const specifier = specifierOf(node);
      return specifier === null ? [] : [{ specifier, line: lineOf(node) }];
    }),
    directives: nodes.flatMap((node) =>
      typeof node['directive'] === 'string' ? [node['directive']] : [],
    ),
    environmentReads: environmentReadsIn(nodes).map(({ node, variable }) => ({
      variable,
      line: lineOf(node),
    })),
    rawHtmlLines: linesOf(isRawHtml),
    emptyCatchLines: linesOf((node) => isEmptyCatch(node, text)),
    firstBareImport: firstBareImportOf(program),
  };
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesOf(item);
    return;
  }
  if (!isObject(value)) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

/** Of `import … from`, `export … from`, `import('…')`, `typeof import('…')` and `require('…')`. */
function specifierOf(node: Node): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return textOf(node['source']);
    case 'CallExpression':
      return nameOf(node['callee']) === 'require' && Array.isArray(node['arguments'])
        ? textOf(node['arguments'][0])
        : null;
    default:
      return null;
  }
}

/** `process.env.NAME` is one read, of NAME; `process.env` by itself is one of everything. */
function environmentReadsIn(nodes: readonly Node[]): { node: Node; variable: string | null }[] {
  const named = nodes.filter((node) => isProcessEnv(node['object']));
  const inner = new Set(named.map((node) => node['object']));
  const whole = nodes.filter((node) => isProcessEnv(node) && !inner.has(node));
  return [
    ...named.map((node) => ({ node, variable: propertyOf(node) })),
    ...whole.map((node) => ({ node, variable: null })),
  ];
}

function isProcessEnv(node: unknown): boolean {
  return isObject(node) && nameOf(node['object']) === 'process' && propertyOf(node) === 'env';
}

/** `b` of `a.b` and of `a['b']`; null where it is computed. */
function propertyOf(node: Record<string, unknown>): string | null {
  return node['computed'] ? textOf(node['property']) : nameOf(node['property']);
}

/** As a prop in JSX and as a property of an object that is spread into one. */
function isRawHtml(node: Node): boolean {
  const name = node.type === 'JSXAttribute' ? nameOf(node['name']) : nameOf(node['key']);
  return name === 'dangerouslySetInnerHTML';
}

/** Without a statement, and without a word on why none is needed. */
function isEmptyCatch(node: Node, text: string): boolean {
  if (node.type !== 'CatchClause') return false;
  return /\{\s*\}$/.test(text.slice(node.start, node.end));
}

function firstBareImportOf(program: unknown): string | null {
  const first: unknown =
    isObject(program) && Array.isArray(program['body']) ? program['body'][0] : undefined;
  if (!isObject(first) || !isNode(first) || first.type !== 'ImportDeclaration') return null;
  const isBare = Array.isArray(first['specifiers']) && first['specifiers'].length === 0;
  return isBare ? textOf(first['source']) : null;
}

function textOf(node: unknown): string | null {
  return isObject(node) && typeof node['value'] === 'string' ? node['value'] : null;
}

function nameOf(node: unknown): string | null {
  return isObject(node) && typeof node['name'] === 'string' ? node['name'] : null;
}

function isNode(value: Record<string, unknown>): value is Node {
  const { type, start, end } = value;
  return typeof type === 'string' && typeof start === 'number' && typeof end === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
