/** The browser's part of the app as one script and one style. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface AppBundle {
  /** A classic script without imports. */
  readonly script: string
  /** Without faces: it only names the families. */
  readonly style: string
}

let known: Promise<AppBundle> | undefined

/** As `npm run build` made it; in a checkout it is made now, of the same sources by the same bundler: the same bytes. */
export function appBundle(): Promise<AppBundle> {
  known ??= readOrMake()
  return known
}

async function readOrMake(): Promise<AppBundle> {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../../review')
  const file = (name: string): string => join(folder, name)
  if (existsSync(file('app.js')))
    return { script: readFileSync(file('app.js'), 'utf8'), style: readFileSync(file('app.css'), 'utf8') }
  const { makeBundle } = await import('./make-bundle.ts')
  return makeBundle(file('app'))
}
