/** Which sources a build has to look at again since a revision. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MuqabilError } from '../errors.ts'
import { commitOf, filesAt, isBlob } from '../files/git.ts'
import { fileOf } from './chapters.ts'
import { layoutOf } from './layout.ts'
import type { Project } from './project.ts'
import { recordPath } from './records.ts'
import { isSource } from './sources.ts'
import { stemsOf } from './write-edition.ts'

/**
 * Whether a source, its record, what is every document's (configuration, glossary, brief, stylesheet), or the name or
 * layout of its editions is otherwise than it was.
 *
 * @param paths Of every document that is there.
 * @throws {MuqabilError} `git-missing`, `git-repository`, `revision-unknown`.
 */
export function sourcesSince(
  project: Project,
  revision: string,
  paths: readonly string[],
): (source: string) => boolean {
  const { root, config, configFile } = project
  const everyones = [configFile, config.glossary, config.brief, config.stylesheet].flatMap((path) => path ?? [])
  const old = filesAt(root, commitOf(root, revision), [config.input, config.translations, ...everyones])
  const isChanged = (path: string): boolean => {
    const id = old.get(path)?.id
    const bytes = readIfThere(join(root, path))
    return id === undefined || bytes === undefined ? id !== undefined || bytes !== undefined : !isBlob(bytes, id)
  }
  if (everyones.some(isChanged)) return () => true
  const there = new Set(paths.map(fileOf))
  const gone = [...old.keys()].filter((path) => isSource(config, path) && !there.has(path))
  const before = [...paths.filter((path) => old.has(fileOf(path))), ...gone]
  if (layoutOf(project, before.length) !== layoutOf(project, paths.length)) return () => true
  const [stems, now] = [stemsThen(project, before), stemsOf(project, paths)]
  return (source) =>
    stems.get(source) !== now.get(source) || isChanged(fileOf(source)) || isChanged(recordPath(project, source))
}

/** None where two of them had one name, and so no edition. */
function stemsThen(project: Project, sources: readonly string[]): ReadonlyMap<string, string> {
  try {
    return stemsOf(project, sources)
  } catch (error) {
    if (!(error instanceof MuqabilError)) throw error
    return new Map()
  }
}

/** Undefined where it cannot be read either. */
export function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
