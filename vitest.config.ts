import { defineConfig } from 'vitest/config';

// Server modules start with `import 'server-only'`, which is empty under this condition and throws without it.
const conditions = ['react-server'];
// What takes milliseconds on a quiet machine takes seconds on a crowded one; only a test that hangs gets here.
const COMPONENT_TESTS = 'tests/unit/markdown/**/*.test.ts';
const TEST_TIMEOUT_MS = 30_000;

export default defineConfig({
  test: {
    projects: [
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions },
        test: {
          name: 'unit',
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
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          testTimeout: TEST_TIMEOUT_MS,
        },
      },
    ],
  },
});
