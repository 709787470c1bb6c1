/** Before all tests: a browser is found, and unpacked once if it comes packed. */
import process from 'node:process'
import { findChromium } from './browser.ts'

export default async function setup(): Promise<void> {
  process.env.MUQABIL_CHROMIUM = await findChromium()
}
