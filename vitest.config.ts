import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // A guard against what hangs: how long a test takes says more of the machine, and of what else it does, than of us.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A browser may wait long for its turn beside other tests.
    expect: { poll: { timeout: 20_000 } },
    // Vitest keeps one core for itself, which on two cores would leave the files to run one after another.
    maxWorkers: '100%',
    // Concurrent tests wait on the clock, not on the processor.
    maxConcurrency: 24,
    globalSetup: ['tests/global-setup.ts'],
    setupFiles: ['tests/properties-setup.ts'],
  },
})
