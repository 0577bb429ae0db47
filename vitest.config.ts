import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Server modules start with `import 'server-only'`, which is empty under this condition and throws without it.
const conditions = ['react-server'];
// The default leaves one core idle, which is half of a small machine.
const ALL_CORES = '100%';
const COMPONENT_TESTS = 'tests/unit/{chat,export,markdown,shared}/**/*.test.ts';
const PROPERTY_SEED = './tests/support/property-seed.ts';
// What takes milliseconds on an idle machine takes seconds on a busy one; only a test that hangs
// takes this long.
const TEST_TIMEOUT_MS = 30_000;

// The routes that our own server answers ahead of Next (lib/server/http/direct). Tests that import them run twice:
// with the handlers as Next calls them, and over connections to that server.
const DIRECT_ROUTES = {
  '#app/api/chat/route.ts': 'chat-route.ts',
  '#app/v1/chat/completions/route.ts': 'completions-route.ts',
  '#app/v1/responses/route.ts': 'responses-route.ts',
  '#tests/support/serve-handlers.ts': 'serve-directly.ts',
};
const ASKED_DIRECTLY = Object.entries(DIRECT_ROUTES).map(([find, file]) => ({
  find,
  replacement: path.join(import.meta.dirname, 'tests/support/direct', file),
}));
// Counts the lines of many routes at one moment.
const ASKED_ONCE = ['tests/integration/log-lines.test.ts'];

function directTests(): string[] {
  return globSync('tests/integration/*.test.ts', { cwd: import.meta.dirname }).filter((file) => {
    const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
    return Object.keys(DIRECT_ROUTES).some((route) => text.includes(route));
  });
}

export default defineConfig({
  test: {
    projects: [
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions },
        test: {
          name: 'unit',
          setupFiles: [PROPERTY_SEED],
          // A worker for many files instead of one each: twice as fast. Tests restore what they
          // stub.
          isolate: false,
          maxWorkers: ALL_CORES,
          include: ['lib/**/*.test.ts', 'tests/unit/**/*.test.ts'],
          exclude: [COMPONENT_TESTS],
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
      {
        // React does not render to a string under that condition.
        test: {
          name: 'unit-components',
          maxWorkers: ALL_CORES,
          include: [COMPONENT_TESTS],
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions },
        test: {
          name: 'integration',
          setupFiles: [PROPERTY_SEED],
          include: ['tests/integration/**/*.test.ts'],
          // As in playwright.config.ts: real sockets on a shared machine.
          retry: process.env['CI'] ? 2 : 0,
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions, alias: ASKED_DIRECTLY },
        test: {
          name: 'integration-direct',
          setupFiles: [PROPERTY_SEED],
          include: directTests(),
          exclude: ASKED_ONCE,
          retry: process.env['CI'] ? 2 : 0,
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
    ],
  },
});
