import { defineConfig } from 'vitest/config';

// Server modules start with `import 'server-only'`, which is empty under this condition and throws without it.
const conditions = ['react-server'];
// What takes milliseconds on a quiet machine takes seconds on a crowded one; only a test that hangs gets here.
const COMPONENT_TESTS = 'tests/unit/markdown/**/*.test.ts';
const PROPERTY_SEED = './tests/support/property-seed.ts';
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
          // A worker for all files instead of one each: twice as fast. Tests put back what they stub.
          isolate: false,
          include: ['lib/**/*.test.ts', 'tests/unit/**/*.test.ts'],
          exclude: [COMPONENT_TESTS],
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
      {
        // Under that condition React does not render to a string.
        test: {
          name: 'unit-components',
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
          // As in playwright.config.ts: real sockets on a machine that is shared.
          retry: process.env['CI'] ? 2 : 0,
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
    ],
  },
});
