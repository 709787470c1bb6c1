import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest keeps one core for itself, which on two cores would leave the files to run one after another.
    maxWorkers: '100%',
    globalSetup: ['tests/browser-setup.ts'],
  },
})
