/** Finds and starts a Chromium for the tests. */
import process from 'node:process'
import { chromium, type Browser } from 'playwright-core'
import { findChromium as findInstalled, INSTALLED } from '../src/press/find-chromium.ts'
import { ARGUMENTS } from '../src/press/press.ts'

/**
 * `MUQABIL_CHROMIUM`, an installed Chrome or Chromium, Playwright's own, and on Linux x64 the one
 * inside the npm package @sparticuz/chromium.
 */
export async function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  installed: readonly string[] = INSTALLED,
): Promise<string> {
  const found = findInstalled(environment, [...installed, chromium.executablePath()])
  if (found !== undefined) return found
  if (process.platform === 'linux' && process.arch === 'x64') {
    // Without this the package leaves out the libraries that a bare machine has not.
    process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
    const { default: packed } = await import('@sparticuz/chromium')
    return packed.executablePath()
  }
  throw new Error(
    'Unexpected machine without a browser, expected Chrome or Chromium for the tests; install one, or set MUQABIL_CHROMIUM to its path.',
  )
}

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: [...ARGUMENTS, '--no-sandbox'] })
}
