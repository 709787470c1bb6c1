/** The browser that prints: an installed Chrome or Chromium. */
import { existsSync } from 'node:fs'
import { MuqabilError } from '../errors.ts'

/** Where the usual installers put them. */
export const INSTALLED: readonly string[] = [
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

/**
 * `MUQABIL_CHROMIUM`, or the first that is there of `installed`; undefined where none is.
 *
 * @throws {MuqabilError} `browser-missing` when the variable names no file.
 */
export function findChromium(
  environment: Readonly<Record<string, string | undefined>>,
  installed: readonly string[],
): string | undefined {
  const named = environment.MUQABIL_CHROMIUM
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new MuqabilError('browser-missing', { named })
  }
  return installed.find((path) => path !== '' && existsSync(path))
}
