/** Before all tests: a browser is found, and unpacked once if it comes packed; programs compile once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { findChromium } from './browser.ts'

export default async function setup(): Promise<() => void> {
  process.env.MUQABIL_CHROMIUM = await findChromium()
  const cache = mkdtempSync(join(tmpdir(), 'muqabil-compiled-'))
  process.env.NODE_COMPILE_CACHE = cache
  return () => rmSync(cache, { recursive: true, force: true })
}
