#!/usr/bin/env node
// The command. Checks the version of Node before anything that an old one cannot read is loaded.
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

// A checkout runs its sources, the published package what was built from them for older Nodes.
const source = new URL('../src/cli/main.ts', import.meta.url)
const isCheckout = existsSync(fileURLToPath(source))
const [major, minor] = process.versions.node.split('.').map(Number)
const isOld = isCheckout ? major < 24 : major < 22 || (major === 22 && minor < 18)
if (isOld) {
  console.error(
    isCheckout
      ? `Unexpected Node ${process.versions.node}, expected 24 or newer for a checkout; run "npm ci", then "npx muqabil", which uses the Node that came with it. [node-version]`
      : `Unexpected Node ${process.versions.node}, expected 22.18 or newer; install a current Node, then run muqabil again. [node-version]`,
  )
  process.exit(2)
}
const [first, ...rest] = process.argv.slice(2)
if ((first === '--version' || first === '-V') && rest.length === 0) {
  // Scripts ask for it again and again: nothing else is loaded for the answer.
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  process.stdout.on('error', () => process.exit())
  process.stdout.write(`${version}\n`)
} else {
  // What Node makes of the modules is kept beside those that are installed: loading them takes half the time then.
  const installed = new URL(isCheckout ? '../node_modules/' : '../../', import.meta.url)
  module.enableCompileCache?.(fileURLToPath(new URL('.cache/muqabil', installed)))
  await import(isCheckout ? source.href : new URL('../dist/cli/main.js', import.meta.url).href)
}
