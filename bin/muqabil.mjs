#!/usr/bin/env node
// The command. Checks the version of Node before anything that an old one cannot read is loaded.
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Unexpected Node ${process.versions.node}, expected 22.18 or newer; install a current Node, then run muqabil again. [node-version]`,
  )
  process.exit(2)
}
// A checkout runs its sources, the published package what was built from them.
const source = new URL('../src/cli/main.ts', import.meta.url)
await import(existsSync(fileURLToPath(source)) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href)
