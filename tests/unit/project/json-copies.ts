import type { SourceFile } from './source-files.ts';
import {
  isSyntaxNode,
  lineOf,
  nameOf,
  nodesIn,
  parseSource,
  type SyntaxNode,
} from './syntax-nodes.ts';

const HELPERS: ReadonlySet<string> = new Set(['parseJson', 'isRecord', 'isObject', 'fieldOf']);
const HOME = 'lib/core/json/';
// Parsing every module takes a second, and few contain one of these.
const MAY_CONTAIN_COPY =
  /['"`]object['"`]|JSON\.parse|(?:function|const) (?:parseJson|isRecord|isObject|fieldOf)\b/;

/**
 * Code that duplicates a helper in lib/core/json: it tests `typeof` for an object, which accepts
 * null, catches what `JSON.parse` throws, or declares a helper's name again.
 */
export function findJsonCopies(files: readonly SourceFile[]): string[] {
  return files.filter(({ path }) => !path.startsWith(HOME)).flatMap(copiesIn);
}

function copiesIn(file: SourceFile): string[] {
  if (!MAY_CONTAIN_COPY.test(file.text)) return [];
  return nodesIn(parseSource(file)).flatMap((node) => {
    const copy = copyAt(node);
    return copy === null ? [] : [`${file.path}:${lineOf(file, node)} ${copy}`];
  });
}

function copyAt(node: SyntaxNode): string | null {
  if (testsForObject(node)) return "compares typeof with 'object': use isRecord or isObject";
  if (catchesJsonParse(node)) return 'catches an error of JSON.parse: use parseJson';
  const declared = /^(?:Function|VariableDeclarator)/.test(node.type) ? nameOf(node['id']) : null;
  return declared !== null && HELPERS.has(declared) ? `declares ${declared} again` : null;
}

function testsForObject(node: SyntaxNode): boolean {
  if (node.type !== 'BinaryExpression') return false;
  const sides = [node['left'], node['right']].filter(isSyntaxNode);
  return (
    sides.some((side) => side.type === 'UnaryExpression' && side['operator'] === 'typeof') &&
    sides.some((side) => side['value'] === 'object')
  );
}

function catchesJsonParse(node: SyntaxNode): boolean {
  if (node.type !== 'TryStatement' || node['handler'] === null) return false;
  return nodesIn(node['block']).some(({ type, callee }) => {
    if (type !== 'CallExpression' || !isSyntaxNode(callee)) return false;
    return nameOf(callee['object']) === 'JSON' && nameOf(callee['property']) === 'parse';
  });
}
