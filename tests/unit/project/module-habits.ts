import { type ModuleFacts, parseModule } from './parse-module.ts';
import { isTestFile, type SourceFile } from './source-files.ts';

type Habit = (file: SourceFile, facts: ModuleFacts) => string[];

/** The only module that reads the environment, and the only one that uses the openai package. */
const ENVIRONMENT_READER = 'lib/server/config/read-config.ts';
const OPENAI_USER = 'lib/server/upstream/request/openai-transport.ts';
/** The only module on the server that turns a failure into a response. */
const FAILURE_WRITER = 'lib/server/http/failure-response.ts';

/** Not actually read: Next replaces it with the name of the runtime. */
const BUILD_CONSTANT = 'NEXT_RUNTIME';

/**
 * Work that is not done for a particular request. For a request, the site is what `configFor`
 * returns.
 */
const NOT_PER_REQUEST: ReadonlySet<string> = new Set([
  'instrumentation.ts',
  'lib/server/config/read-config.ts',
  'lib/server/http/development/guard-development-server.ts',
  'lib/server/log/keep-response.ts',
  'lib/server/process/start-server.ts',
  'lib/server/http/watch-connections.ts',
  // It grants no access: the policy a page needs depends on how it was built.
  'proxy.ts',
]);

/** The only module that formats for a reader; English words; one that counts days; and ones that format for programs. */
const FORMATTERS: ReadonlySet<string> = new Set([
  'lib/core/text/reader-format.ts',
  'lib/core/text/english-words.ts',
  'lib/core/text/day-number.ts',
  'lib/server/chat/chat-handler.ts',
  'lib/server/http/api-route.ts',
]);

const HABITS: readonly Habit[] = [
  function keepsServerModulesOffTheClient(file, { firstBareImport }) {
    if (!/^lib\/server\/.*\.tsx?$/.test(file.path) || firstBareImport === 'server-only') return [];
    return [`${file.path} does not begin with import 'server-only'`];
  },
  function readsTheEnvironmentInOnePlace(file, { environmentReads }) {
    if (file.path === ENVIRONMENT_READER) return [];
    return environmentReads
      .filter(({ variable }) => variable !== BUILD_CONSTANT)
      .map(({ line }) => `${file.path}:${line} reads process.env`);
  },
  function importsOpenaiInOnePlace(file, { imports }) {
    if (file.path === OPENAI_USER) return [];
    return imports
      .filter(({ specifier }) => /^openai(\/|$)/.test(specifier))
      .map(({ line }) => `${file.path}:${line} imports openai`);
  },
  // A second exit would need the checks, bounds and redaction of the first.
  function writesFailuresInOnePlace(file) {
    if (!/^(lib\/server|app)\//.test(file.path) || file.path === FAILURE_WRITER) return [];
    return /\b(toErrorBody|redactForVisitor)\b/.test(file.text)
      ? [`${file.path} builds an error body without ${FAILURE_WRITER}`]
      : [];
  },
  // In development the process's own configuration makes everyone the operator.
  function asksWhoIsServed(file) {
    if (NOT_PER_REQUEST.has(file.path) || !/\bcurrentConfig\b/.test(file.text)) return [];
    return [`${file.path} serves with currentConfig, which does not check who asks`];
  },
  // Server Actions are endpoints without our guards.
  function declaresNoServerAction(file, { directives }) {
    return directives.includes('use server') ? [`${file.path} declares a Server Action`] : [];
  },
  function writesNoRawHtml(file, { rawHtmlLines }) {
    return rawHtmlLines.map((line) => `${file.path}:${line} uses dangerouslySetInnerHTML`);
  },
  // Not every supported browser has it, and compiling it away would add to the first load.
  function disposesOnTheServerAlone(file, { disposalLines }) {
    if (file.path.startsWith('lib/server/')) return [];
    return disposalLines.map((line) => `${file.path}:${line} needs a browser that knows \`using\``);
  },
  // Elsewhere, a number would not be in the language of the browser, or would be where it must not be.
  function formatsInOnePlace(file) {
    if (FORMATTERS.has(file.path) || !/^(app|components|lib)\//.test(file.path)) return [];
    return Array.from(
      file.text.matchAll(/\bIntl\.[A-Z]\w{1,40}\(|\.(?:toLocale\w{0,20}String|toFixed)\(/g),
      ([found]) => `${file.path} formats with ${found})`,
    );
  },
  function swallowsNoError(file, { emptyCatchLines }) {
    return emptyCatchLines.map((line) => `${file.path}:${line} catches an error and does nothing`);
  },
];

/** Describes each module that breaks a habit safety depends on. */
export function findBrokenHabits(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !isTestFile(file.path))
    .flatMap((file) => {
      const facts = parseModule(file);
      return HABITS.flatMap((habit) => habit(file, facts));
    });
}
