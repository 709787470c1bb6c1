/** The program's own version, read from its package.json. */
import { readFileSync } from 'node:fs'

/** Semantic version of the installed program, such as '0.1.0'. */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string') return manifest.version
  return '0.0.0'
}
