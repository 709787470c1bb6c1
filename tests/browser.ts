/** Finds and starts a Chromium for the tests. */
import { existsSync } from 'node:fs'
import process from 'node:process'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * `MUQABIL_CHROMIUM`, an installed Chrome or Chromium, Playwright's own, and on Linux x64 the one
 * inside the npm package @sparticuz/chromium.
 */
export async function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  installed: readonly string[] = INSTALLED,
): Promise<string> {
  const named = environment.MUQABIL_CHROMIUM
  if (named) {
    if (!existsSync(named))
      throw new Error(
        `Unexpected MUQABIL_CHROMIUM "${named}", expected the path of a Chrome or Chromium; correct it, or leave it out and one is looked for.`,
      )
    return named
  }
  const found = [...installed, chromium.executablePath()].find((path) => path !== '' && existsSync(path))
  if (found) return found
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
  return chromium.launch({ executablePath: await findChromium(), args: ARGUMENTS })
}
