/** The project's own stylesheet, where it has one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkStylesheet } from '../edition/html/check-stylesheet.ts'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import type { Project } from './project.ts'

/** @throws {MuqabilError} `stylesheet-missing`, `stylesheet-fetch`. */
export function readStylesheet({ root, config }: Project): string | undefined {
  if (config.stylesheet === undefined) return undefined
  const path = join(root, projectPath(root, config.stylesheet))
  if (!existsSync(path)) throw new MuqabilError('stylesheet-missing', {}, { file: config.stylesheet })
  return checkStylesheet(readText(path, config.stylesheet), config.stylesheet)
}
