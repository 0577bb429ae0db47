/** A command that starts with npm, in the forms documents use: `npm run dev`, `npm test`. */
const NPM_COMMAND = /\bnpm (?:run ([a-z][a-z:-]*)|(test|start)\b)/g;
const PROJECT_PATH =
  /`((?:app|components|docs|lib|scripts|tests|\.ci|\.github)\/[^\s`*<>{}]*[^\s`*<>{}/.])`/g;
const LINK_TARGET = /(?:\]\(|(?:src|srcset|href)=")([^)"\s]+)/g;
const VARIABLE = /`((?:OPENAI|STARLIGHT|REDIS)_[A-Z_]+|(?:HTTPS?|NO)_PROXY)`/g;

/** Scripts that a document mentions and package.json does not have. */
export function findUnknownCommands(markdown: string, scripts: Record<string, string>): string[] {
  return matchesOf(NPM_COMMAND, markdown).filter((script) => !Object.hasOwn(scripts, script));
}

/** Files and folders that a document mentions, in backticks or in a link, and that do not exist. */
export function findMissingPaths(
  markdown: string,
  folder: string,
  exists: (path: string) => boolean,
): string[] {
  const quoted = matchesOf(PROJECT_PATH, markdown);
  const linked = matchesOf(LINK_TARGET, markdown)
    .filter((target) => !/^([a-z]+:|#|\/\/)/.test(target))
    .map((target) => joinPath(folder, target.replace(/#.*$/, '')));
  return [...new Set([...quoted, ...linked])].filter((path) => !exists(path));
}

/** The environment variables in the first column of a document's tables. */
export function variablesOfTables(markdown: string): Set<string> {
  const cells = markdown.split('\n').flatMap((line) => /^\|([^|]*)\|/.exec(line)?.[1] ?? []);
  return new Set(cells.flatMap((cell) => matchesOf(VARIABLE, cell)));
}

/** The environment variables that an example file sets, commented out or not. */
export function variablesOfExample(text: string): Set<string> {
  return new Set(matchesOf(/^#? ?([A-Z][A-Z0-9_]+)=/gm, text));
}

/** The first group that matched, for every match. */
function matchesOf(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match[1] ?? match[2] ?? []);
}

/** Resolves `../a` and `./a` from a folder of the project (`''` for its root). */
function joinPath(folder: string, target: string): string {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}
