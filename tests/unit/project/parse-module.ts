import { isRecord } from '#lib/core/json/is-record.ts';
import type { SourceFile } from './source-files.ts';
import {
  isSyntaxNode,
  lineOf,
  nameOf,
  nodesIn,
  parseSource,
  type SyntaxNode,
} from './syntax-nodes.ts';

type Import = { specifier: string; line: number };

/** `variable` is null if `process.env` is used as a whole. */
type EnvironmentRead = { variable: string | null; line: number };

/** What the rules need to know about a module. Lines count from 1. */
export type ModuleFacts = {
  imports: Import[];
  /** Strings at the top of a module or function: `use client`, `use server`. */
  directives: string[];
  environmentReads: EnvironmentRead[];
  rawHtmlLines: number[];
  emptyCatchLines: number[];
  /** `using` and the names that belong to it: `DisposableStack`, `Symbol.dispose`. */
  disposalLines: number[];
  /** The specifier of the first statement, if that is `import '…'`. */
  firstBareImport: string | null;
};

/** Parses a module, so that code quoted in strings and comments does not count as code. */
export function parseModule(file: SourceFile): ModuleFacts {
  const program = parseSource(file);
  const nodes = nodesIn(program);
  const linesOf = (is: (node: SyntaxNode) => boolean) =>
    nodes.filter(is).map((node) => lineOf(file, node));
  return {
    imports: nodes.flatMap((node) => {
      const specifier = specifierOf(node);
      return specifier === null ? [] : [{ specifier, line: lineOf(file, node) }];
    }),
    directives: nodes.flatMap((node) =>
      typeof node['directive'] === 'string' ? [node['directive']] : [],
    ),
    environmentReads: environmentReadsIn(nodes).map(({ node, variable }) => ({
      variable,
      line: lineOf(file, node),
    })),
    rawHtmlLines: linesOf(isRawHtml),
    emptyCatchLines: linesOf((node) => isEmptyCatch(node, file.text)),
    disposalLines: linesOf(isDisposal),
    firstBareImport: firstBareImportOf(program),
  };
}

/** For `import … from`, `export … from`, `import('…')`, `typeof import('…')` and `require('…')`. */
function specifierOf(node: SyntaxNode): string | null {
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

/** `process.env.NAME` is one read of NAME; `process.env` alone is a read of everything. */
function environmentReadsIn(
  nodes: readonly SyntaxNode[],
): { node: SyntaxNode; variable: string | null }[] {
  const namedReads = nodes.filter((node) => isProcessEnv(node['object']));
  const namedObjects = new Set(namedReads.map((node) => node['object']));
  const wholeReads = nodes.filter((node) => isProcessEnv(node) && !namedObjects.has(node));
  return [
    ...namedReads.map((node) => ({ node, variable: propertyOf(node) })),
    ...wholeReads.map((node) => ({ node, variable: null })),
  ];
}

function isProcessEnv(node: unknown): boolean {
  return isRecord(node) && nameOf(node['object']) === 'process' && propertyOf(node) === 'env';
}

/** `b` of `a.b` and of `a['b']`; null if it is computed. */
function propertyOf(node: Record<string, unknown>): string | null {
  return node['computed'] ? textOf(node['property']) : nameOf(node['property']);
}

/** As a prop in JSX, and as a property of an object that is spread into one. */
function isRawHtml(node: SyntaxNode): boolean {
  const name = node.type === 'JSXAttribute' ? nameOf(node['name']) : nameOf(node['key']);
  return name === 'dangerouslySetInnerHTML';
}

/** Without a statement or a comment on why none is needed. */
function isEmptyCatch(node: SyntaxNode, text: string): boolean {
  if (node.type !== 'CatchClause') return false;
  return /\{\s*\}$/.test(text.slice(node.start, node.end));
}

function isDisposal(node: SyntaxNode): boolean {
  if (node.type === 'VariableDeclaration') return /using$/.test(String(node['kind']));
  if (node.type !== 'Identifier') return false;
  return /^((Async)?DisposableStack|dispose|asyncDispose)$/.test(String(node['name']));
}

function firstBareImportOf(program: unknown): string | null {
  const first: unknown =
    isRecord(program) && Array.isArray(program['body']) ? program['body'][0] : undefined;
  if (!isSyntaxNode(first) || first.type !== 'ImportDeclaration') return null;
  const isBare = Array.isArray(first['specifiers']) && first['specifiers'].length === 0;
  return isBare ? textOf(first['source']) : null;
}

function textOf(node: unknown): string | null {
  return isRecord(node) && typeof node['value'] === 'string' ? node['value'] : null;
}
