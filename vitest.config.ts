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
    ],
  },
});
