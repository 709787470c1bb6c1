/** The program's own version, read from its package.json. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Semantic version of the installed program, such as '0.1.0'. */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  )
    return manifest.version
  return '0.0.0'
}
