import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
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
