/** Which sources a run is about, by the paths and patterns that were given. */
import { existsSync } from 'node:fs'
import { join, matchesGlob, relative, resolve } from 'node:path'
import { extensions } from '../document/formats.ts'
import { MuqabilError } from '../errors.ts'
import { nearest } from '../text/nearest.ts'
import { fileOf } from './chapters.ts'
import type { Project } from './project.ts'

export interface Choice {
  /** Every source that is there, refused ones too. */
  readonly paths: readonly string[]
  /** Files in the input folder that no reader knows. */
  readonly skipped: readonly string[]
  /** As given: relative to the root or absolute; a folder means all below it. None means all. */
  readonly patterns: readonly string[] | undefined
}

/**
 * The chosen ones of `paths`. A name that looks like a pattern, such as 'a[1].md', is itself first.
 *
 * @throws {MuqabilError} `file-not-matched` with the nearest name, `file-outside-input`, `format-unknown`.
 */
export function chooseSources(project: Project, { paths, skipped, patterns }: Choice): ReadonlySet<string> {
  if (patterns === undefined || patterns.length === 0) return new Set(paths)
  return new Set(
    patterns.flatMap((given) => {
      // A script's variable that was never set: as a path it would be the whole project.
      if (given === '') throw new MuqabilError('file-not-matched', { pattern: given, input: project.config.input })
      const pattern = relativePath(project.root, given)
      const wanted = pattern.normalize('NFC')
      const hits = paths.filter((path) => fits(path.normalize('NFC'), wanted))
      if (hits.length === 0) throw explain(project, given, { pattern, paths, skipped })
      return hits
    }),
  )
}

/** '.', './input', '/abs/project/input' and 'input/x/../a.txt' as the paths they are; '' is the project itself. */
function relativePath(root: string, given: string): string {
  return relative(root, resolve(root, given)).replaceAll('\\', '/')
}

/** The shell of one system writes 'é' as one character, the file system of another as two: both sides are NFC here. */
function fits(path: string, pattern: string): boolean {
  return (
    pattern === '' ||
    path === pattern ||
    path.startsWith(`${pattern}/`) ||
    matchesGlob(path, pattern) ||
    matchesGlob(fileOf(path), pattern)
  )
}

function explain(
  { root, config }: Project,
  given: string,
  { pattern, paths, skipped }: Pick<Choice, 'paths' | 'skipped'> & { readonly pattern: string },
): MuqabilError {
  if (skipped.includes(pattern)) return new MuqabilError('format-unknown', { extensions }, { file: given })
  const isBelow = `${pattern}/`.startsWith(`${config.input.replace(/\/+$/, '')}/`)
  if (!isBelow && existsSync(join(root, pattern)))
    return new MuqabilError('file-outside-input', { input: config.input }, { file: given })
  const meant = nearest(pattern, paths)
  return new MuqabilError('file-not-matched', {
    pattern: given,
    input: config.input,
    ...(meant === undefined ? {} : { nearest: meant }),
  })
}
