/** Which sources a build has to look at again since a revision. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { blobId, commitOf, filesAt } from '../files/git.ts'
import { fileOf } from './chapters.ts'
import type { Project } from './project.ts'
import { recordPath } from './records.ts'

/**
 * Whether a source, its record, or what is every document's (configuration, glossary, brief, stylesheet) is otherwise
 * than it was.
 *
 * @throws {MuqabilError} `git-missing`, `git-repository`, `revision-unknown`.
 */
export function sourcesSince(project: Project, revision: string): (source: string) => boolean {
  const { root, config, configFile } = project
  const everyones = [configFile, config.glossary, config.brief, config.stylesheet].flatMap((path) => path ?? [])
  const old = filesAt(root, commitOf(root, revision), [config.input, config.translations, ...everyones])
  const isChanged = (path: string): boolean => {
    const id = old.get(path)
    const bytes = read(join(root, path))
    return id === undefined || bytes === undefined ? id !== undefined || bytes !== undefined : blobId(bytes, id) !== id
  }
  if (everyones.some(isChanged)) return () => true
  return (source) => isChanged(fileOf(source)) || isChanged(recordPath(project, source))
}

function read(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
